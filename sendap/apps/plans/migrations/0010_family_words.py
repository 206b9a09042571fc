"""The family's own advice, views of a review, and experience."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('plans', '0009_plan_growth')]

    operations = [
        migrations.CreateModel(
            name='Experience',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('authority_code', models.CharField(max_length=3)),
                ('stage', models.CharField(max_length=12)),
                ('month', models.DateField()),
                ('score', models.IntegerField()),
                ('text', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['authority_code', 'month'], name='experience_by_month')],
            },
        ),
        migrations.CreateModel(
            name='ExperienceMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_id', models.BigIntegerField()),
                ('stage', models.CharField(max_length=20)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='experience_marks', to='timeline.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'account_id', 'stage'), name='one_experience_a_stage')],
            },
        ),
        migrations.CreateModel(
            name='FamilyWords',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('about', models.CharField(max_length=10)),
                ('reference', models.CharField(max_length=40)),
                ('account_id', models.BigIntegerField()),
                ('made_by', models.CharField(max_length=150)),
                ('is_own', models.BooleanField(default=False)),
                ('answers', models.JSONField(default=dict)),
                ('sent_answers', models.JSONField(default=dict)),
                ('sent_on', models.DateField(null=True)),
                ('changed_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='family_words', to='timeline.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'about', 'reference', 'account_id'), name='one_say_a_person')],
            },
        ),
    ]
