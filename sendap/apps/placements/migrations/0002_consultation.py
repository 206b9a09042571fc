"""Settings consulted, their replies and offers."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0001_lists'),
        ('plans', '0013_review_papers'),
        ('timeline', '0006_forecast'),
    ]

    operations = [
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=40)),
                ('number', models.CharField(max_length=8)),
                ('name', models.CharField(max_length=200)),
                ('reader_number', models.CharField(blank=True, db_index=True, max_length=8)),
                ('reader_authority', models.CharField(blank=True, db_index=True, max_length=3)),
                ('is_withheld', models.BooleanField(default=False)),
                ('year_group', models.SmallIntegerField()),
                ('question', models.TextField(blank=True)),
                ('sent_on', models.DateField()),
                ('sent_by', models.CharField(max_length=150)),
                ('wanted_from', models.DateField(null=True)),
                ('reminded_on', models.DateField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('replied_on', models.DateField(null=True)),
                ('replied_by', models.CharField(blank=True, max_length=150)),
                ('answer', models.CharField(blank=True, max_length=3)),
                ('grounds', models.JSONField(default=list)),
                ('is_full', models.BooleanField(default=False)),
                ('reasons', models.TextField(blank=True)),
                ('offered_from', models.DateField(null=True)),
                ('conditions', models.TextField(blank=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consultations', to='timeline.case')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plans.planversion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'reference'), name='one_consultation_reference')],
            },
        ),
    ]
