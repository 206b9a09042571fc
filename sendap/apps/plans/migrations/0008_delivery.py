"""The delivery ledger."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('plans', '0007_reviews')]

    operations = [
        migrations.CreateModel(
            name='DeliveryItem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('section', models.CharField(max_length=2)),
                ('item', models.CharField(blank=True, max_length=8)),
                ('text', models.TextField()),
                ('who', models.CharField(blank=True, max_length=150)),
                ('sessions', models.IntegerField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('made_by', models.CharField(max_length=150)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='delivery_items', to='timeline.case')),
            ],
        ),
        migrations.CreateModel(
            name='DeliveryEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week', models.DateField()),
                ('planned', models.IntegerField()),
                ('delivered', models.IntegerField()),
                ('missed_because', models.CharField(blank=True, max_length=200)),
                ('made_by', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='plans.deliveryitem')),
            ],
        ),
        migrations.AddConstraint(
            model_name='deliveryitem',
            constraint=models.UniqueConstraint(condition=models.Q(('item', ''), _negated=True), fields=('case', 'item'), name='one_delivery_item_a_plan_item'),
        ),
        migrations.AddConstraint(
            model_name='deliveryentry',
            constraint=models.UniqueConstraint(fields=('item', 'week'), name='one_delivery_entry_a_week'),
        ),
    ]
