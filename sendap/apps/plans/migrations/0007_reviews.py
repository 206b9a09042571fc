"""Reviews."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('plans', '0006_panel')]

    operations = [
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.IntegerField()),
                ('progress', models.JSONField(default=list)),
                ('changes', models.TextField(blank=True)),
                ('recommends', models.CharField(blank=True, max_length=10)),
                ('reported_by', models.CharField(blank=True, max_length=150)),
                ('reported_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='timeline.case')),
            ],
        ),
        migrations.CreateModel(
            name='ReviewView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(unique=True)),
                ('said_by', models.CharField(max_length=20)),
                ('name', models.CharField(blank=True, max_length=150)),
                ('text', models.TextField()),
                ('made_by', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='views', to='plans.review')),
            ],
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('case', 'number'), name='one_review_a_number'),
        ),
    ]
