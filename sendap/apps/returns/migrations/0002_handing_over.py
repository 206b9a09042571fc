"""A return made, explained, signed off, frozen and sent."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('returns', '0001_initial'),
        ('timeline', '0006_forecast'),
    ]

    operations = [
        migrations.AddField(
            model_name='returnfile',
            name='header',
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name='PreparedReturn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('token', models.UUIDField(unique=True)),
                ('authority_code', models.CharField(max_length=3)),
                ('year', models.IntegerField()),
                ('source', models.CharField(choices=[('file', 'A file'), ('record', 'The live record')], max_length=6)),
                ('name', models.CharField(max_length=200)),
                ('serial', models.IntegerField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=150)),
                ('made_by_account', models.BigIntegerField(null=True)),
                ('people', models.IntegerField()),
                ('errors', models.IntegerField()),
                ('queries', models.IntegerField()),
                ('contents', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('signed_at', models.DateTimeField(null=True)),
                ('signed_by', models.CharField(blank=True, max_length=150)),
                ('handed_at', models.DateTimeField(null=True)),
                ('handed_by', models.CharField(blank=True, max_length=150)),
            ],
        ),
        migrations.CreateModel(
            name='Explanation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority_code', models.CharField(max_length=3)),
                ('rule', models.CharField(max_length=8)),
                ('item', models.CharField(max_length=60)),
                ('year', models.IntegerField()),
                ('text', models.CharField(max_length=500)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=150)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='return_explanations', to='timeline.case')),
            ],
            options={
                'indexes': [models.Index(fields=['authority_code', 'rule'], name='explanation_by_rule')],
            },
        ),
        migrations.CreateModel(
            name='ReturnProblem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=8)),
                ('severity', models.CharField(max_length=8)),
                ('item', models.CharField(max_length=60)),
                ('position', models.IntegerField(null=True)),
                ('line', models.IntegerField(null=True)),
                ('child', models.CharField(blank=True, max_length=300)),
                ('message', models.TextField()),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='return_problems', to='timeline.case')),
                ('prepared', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='problems', to='returns.preparedreturn')),
            ],
            options={
                'indexes': [models.Index(fields=['prepared', 'rule', 'position'], name='problem_by_rule')],
            },
        ),
        migrations.CreateModel(
            name='SuppliedItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority_code', models.CharField(max_length=3)),
                ('year', models.IntegerField()),
                ('item', models.CharField(max_length=60)),
                ('value', models.CharField(max_length=20)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=150)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='supplied_items', to='timeline.case')),
            ],
            options={
                'indexes': [models.Index(fields=['authority_code', 'year'], name='supplied_by_year')],
            },
        ),
    ]
