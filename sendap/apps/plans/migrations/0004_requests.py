"""Requests for an assessment."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
        ('plans', '0003_plan_document'),
        ('timeline', '0004_deadline_by_due'),
    ]

    operations = [
        migrations.CreateModel(
            name='Knock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('place', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'place', 'at'], name='knock_by_place')],
            },
        ),
        migrations.CreateModel(
            name='RequestForm',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('authority_code', models.CharField(blank=True, max_length=3)),
                ('setting_number', models.CharField(blank=True, max_length=8)),
                ('channel', models.CharField(choices=[('web', 'From the family, on this site'), ('setting', 'From a school or college, on this site'), ('professional', 'From a professional, on this site'), ('paper', 'On paper'), ('phone', 'By phone'), ('email', 'By email')], max_length=12)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('sent', 'Sent'), ('accepted', 'Accepted'), ('set_aside', 'Set Aside')], default='draft', max_length=10)),
                ('answers', models.JSONField(default=dict)),
                ('reference', models.CharField(max_length=12, null=True, unique=True)),
                ('code_digest', models.CharField(max_length=64, null=True, unique=True)),
                ('one_use_digest', models.CharField(blank=True, max_length=64)),
                ('one_use_until', models.DateTimeField(null=True)),
                ('guesses', models.IntegerField(default=0)),
                ('verified_at', models.DateTimeField(null=True)),
                ('started_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('received_on', models.DateField(null=True)),
                ('taken_by', models.CharField(blank=True, max_length=150)),
                ('account_id', models.BigIntegerField(null=True)),
                ('decided_by', models.CharField(blank=True, max_length=150)),
                ('decided_at', models.DateTimeField(null=True)),
                ('set_aside_because', models.CharField(blank=True, max_length=500)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='request_forms', to='timeline.case')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['authority_code', 'state', 'received_on'], name='request_form_by_state')],
            },
        ),
        migrations.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.CharField(max_length=200)),
                ('body', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='plans.requestform')),
            ],
        ),
    ]
