"""What the plan document gained."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('plans', '0008_delivery')]

    operations = [
        migrations.CreateModel(
            name='PlanSuggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(unique=True)),
                ('section', models.CharField(max_length=2)),
                ('item', models.CharField(max_length=8)),
                ('before', models.TextField()),
                ('words', models.TextField()),
                ('comment', models.TextField(blank=True)),
                ('account_id', models.BigIntegerField(null=True)),
                ('made_by', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('accepted', models.BooleanField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('decided_by', models.CharField(blank=True, max_length=150)),
                ('decided_at', models.DateTimeField(null=True)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='plans.planversion')),
            ],
        ),
    ]
