"""Projections and back-tests that were asked for."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('indicators', '0002_load_report')]

    operations = [
        migrations.CreateModel(
            name='ProjectionRun',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('token', models.UUIDField(unique=True)),
                ('authority_code', models.CharField(max_length=3)),
                ('kind', models.CharField(choices=[('projection', 'Projection'), ('back_test', 'Back-test')], max_length=10)),
                ('title', models.CharField(max_length=100)),
                ('scenario', models.TextField(blank=True)),
                ('population', models.TextField(blank=True)),
                ('years', models.PositiveSmallIntegerField()),
                ('runs', models.PositiveIntegerField()),
                ('seed', models.BigIntegerField()),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.CharField(max_length=150)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('refused', 'Refused')], default='waiting', max_length=8)),
                ('progress', models.PositiveSmallIntegerField(default=0)),
                ('finished_at', models.DateTimeField(null=True)),
                ('refusal', models.CharField(blank=True, max_length=500)),
                ('result', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['authority_code', 'kind', '-asked_at'], name='run_by_authority')],
            },
        ),
    ]
