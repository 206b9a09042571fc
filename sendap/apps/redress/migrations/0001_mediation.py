"""Disagreements, mediation and certificates."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from sendap.apps.access.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [("placements", "0003_naming"), ("timeline", "0006_forecast")]

    operations = [
        migrations.CreateModel(
            name='Mediation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('regime', models.CharField(max_length=20)),
                ('decided_on', models.DateField()),
                ('contacted_on', models.DateField()),
                ('contacted_by', models.CharField(max_length=150)),
                ('about', models.JSONField(default=list)),
                ('issues', models.TextField(blank=True)),
                ('information_on', models.DateField(null=True)),
                ('information', models.TextField(blank=True)),
                ('wish', models.CharField(blank=True, max_length=8)),
                ('wished_on', models.DateField(null=True)),
                ('told', models.JSONField(default=dict)),
                ('session_on', models.DateField(null=True)),
                ('session_place', models.CharField(blank=True, max_length=200)),
                ('attends', models.JSONField(default=list)),
                ('attended', models.JSONField(default=list)),
                ('ended_on', models.DateField(null=True)),
                ('ended_because', models.CharField(blank=True, max_length=9)),
                ('cannot_because', models.TextField(blank=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mediations', to='timeline.case')),
            ],
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('number', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('issued_on', models.DateField()),
                ('issued_by', models.CharField(max_length=150)),
                ('signed', models.TextField()),
                ('mediation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='certificate', to='redress.mediation')),
            ],
        ),
        migrations.CreateModel(
            name='AgreedItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=40)),
                ('kind', models.CharField(max_length=20)),
                ('text', models.TextField()),
                ('body', models.CharField(max_length=11)),
                ('signed_on', models.DateField()),
                ('agreed_by', models.DateField(null=True)),
                ('done_on', models.DateField(null=True)),
                ('done_by', models.CharField(blank=True, max_length=150)),
                ('mediation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='redress.mediation')),
            ],
        ),
        migrations.CreateModel(
            name='Talk',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('token', models.UUIDField(unique=True)),
                ('side', models.CharField(max_length=9)),
                ('about', models.TextField()),
                ('opened_on', models.DateField()),
                ('opened_by', models.CharField(max_length=150)),
                ('way', models.CharField(blank=True, max_length=7)),
                ('people', models.TextField(blank=True)),
                ('meets_on', models.DateField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=10)),
                ('agreed', models.TextField(blank=True)),
                ('closed_on', models.DateField(null=True)),
                ('closed_by', models.CharField(blank=True, max_length=150)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='talks', to='timeline.case')),
            ],
        ),
        migrations.AddConstraint(
            model_name='mediation',
            constraint=models.UniqueConstraint(fields=('case', 'decided_on'), name='one_mediation_a_case_and_decision'),
        ),
        append_only("redress_certificate", forbids=("UPDATE",)),
    ]
