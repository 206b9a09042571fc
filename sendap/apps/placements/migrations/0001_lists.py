"""Lists made for one child, and what the family chose."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0002_register'),
        ('plans', '0013_review_papers'),
        ('timeline', '0006_forecast'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListMade',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.IntegerField()),
                ('token', models.UUIDField(unique=True)),
                ('regime', models.CharField(max_length=20)),
                ('mode', models.CharField(max_length=10)),
                ('starts_on', models.DateField()),
                ('child', models.JSONField()),
                ('rules', models.JSONField()),
                ('found', models.JSONField()),
                ('made_on', models.DateField()),
                ('made_by', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('shared_on', models.DateField(null=True)),
                ('shared_by', models.CharField(blank=True, max_length=150)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lists', to='timeline.case')),
            ],
        ),
        migrations.CreateModel(
            name='ListChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_id', models.BigIntegerField()),
                ('made_by', models.CharField(max_length=150)),
                ('ranked', models.JSONField(default=list)),
                ('reasons', models.TextField(blank=True)),
                ('sent_on', models.DateField()),
                ('sent_at', models.DateTimeField()),
                ('tailored', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='placements.listmade')),
            ],
        ),
        migrations.CreateModel(
            name='ListRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority_code', models.CharField(max_length=3)),
                ('regime', models.CharField(max_length=20)),
                ('starts_on', models.DateField()),
                ('rules', models.JSONField()),
                ('made_by', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('authority_code', 'regime', 'starts_on'), name='one_row_of_rules_a_day')],
            },
        ),
        migrations.CreateModel(
            name='ListWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(unique=True)),
                ('kind', models.CharField(choices=[('added', 'Added'), ('question', 'Question'), ('visit', 'Visit')], max_length=10)),
                ('number', models.CharField(max_length=8)),
                ('text', models.TextField(blank=True)),
                ('on', models.DateField(null=True)),
                ('looked', models.JSONField(default=dict)),
                ('account_id', models.BigIntegerField()),
                ('made_by', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True)),
                ('answered_by', models.CharField(blank=True, max_length=150)),
                ('answered_at', models.DateTimeField(null=True)),
                ('tailored', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='placements.listmade')),
            ],
        ),
        migrations.AddConstraint(
            model_name='listmade',
            constraint=models.UniqueConstraint(fields=('case', 'number'), name='one_list_a_case_and_number'),
        ),
        migrations.AddConstraint(
            model_name='listchoice',
            constraint=models.UniqueConstraint(fields=('tailored', 'account_id'), name='one_choice_a_list_reader'),
        ),
    ]
