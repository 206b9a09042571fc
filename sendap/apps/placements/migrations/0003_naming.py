"""The decision which setting is named, and places taken or waited for."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0002_consultation'),
        ('timeline', '0006_forecast'),
    ]

    operations = [
        migrations.CreateModel(
            name='Naming',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('token', models.UUIDField(unique=True)),
                ('regime', models.CharField(max_length=20)),
                ('way', models.CharField(max_length=10)),
                ('number', models.CharField(blank=True, max_length=8)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('second_number', models.CharField(blank=True, max_length=8)),
                ('second_name', models.CharField(blank=True, max_length=200)),
                ('setting_type', models.CharField(max_length=100)),
                ('is_residential', models.BooleanField(default=False)),
                ('starts_on', models.DateField()),
                ('tests', models.JSONField(default=list)),
                ('reasons', models.TextField()),
                ('transition', models.JSONField(default=list)),
                ('version', models.IntegerField()),
                ('made_on', models.DateField()),
                ('made_by', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='namings', to='timeline.case')),
            ],
        ),
        migrations.CreateModel(
            name='PlaceClaim',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=8)),
                ('name', models.CharField(max_length=200)),
                ('year_group', models.SmallIntegerField()),
                ('state', models.CharField(max_length=10)),
                ('is_counted', models.BooleanField(default=False)),
                ('rank', models.IntegerField(default=0)),
                ('because', models.CharField(blank=True, max_length=300)),
                ('starts_on', models.DateField()),
                ('made_by', models.CharField(max_length=150)),
                ('made_on', models.DateField()),
                ('started_on', models.DateField(null=True)),
                ('started_by', models.CharField(blank=True, max_length=150)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_claims', to='timeline.case')),
                ('naming', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='placements.naming')),
            ],
            options={
                'indexes': [models.Index(fields=['number', 'state', 'rank'], name='claims_of_a_setting')],
                'constraints': [models.UniqueConstraint(fields=('case', 'number'), name='one_claim_a_case_and_setting')],
            },
        ),
    ]
