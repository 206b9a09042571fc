"""The caseworker's desk: notes, handovers, answers that aren't needed, ready texts."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sendap.apps.access.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('timeline', '0004_deadline_by_due'),
        ('access', '0002_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerWaived',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300)),
                ('made_by', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers_waived', to='timeline.case')),
            ],
        ),
        migrations.CreateModel(
            name='ReadyText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority_code', models.CharField(max_length=3)),
                ('kind', models.CharField(choices=[('message', 'Messages to a family'), ('note', 'Notes on a case'), ('letter', 'The reasons in a letter')], max_length=10)),
                ('name', models.CharField(max_length=80)),
                ('number', models.IntegerField()),
                ('text', models.TextField()),
                ('is_withdrawn', models.BooleanField(default=False)),
                ('made_by', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('authority_code', 'kind', 'name', 'number'), name='one_ready_text_version_a_number')],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(blank=True)),
                ('made_by', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('before', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handovers', to='timeline.case')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('accepted_at__isnull', True)), fields=['officer'], name='handover_to_accept')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thread', models.UUIDField(default=uuid.uuid4)),
                ('number', models.IntegerField(default=1)),
                ('token', models.UUIDField(unique=True)),
                ('text', models.TextField()),
                ('remind_on', models.DateField(null=True)),
                ('reminds', models.BigIntegerField(null=True)),
                ('is_pinned', models.BooleanField(default=False)),
                ('made_by', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='timeline.case')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('remind_on__isnull', False)), fields=['remind_on'], name='note_by_day')],
                'constraints': [models.UniqueConstraint(fields=('thread', 'number'), name='one_note_version_a_number')],
            },
        ),
        append_only('timeline_answerwaived', forbids=('UPDATE',)),
        append_only('timeline_readytext', forbids=('UPDATE',)),
        append_only('timeline_note', forbids=('UPDATE',)),
    ]
