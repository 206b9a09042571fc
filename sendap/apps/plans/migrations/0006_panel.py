"""The panel."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_advice"), ("timeline", "0004_deadline_by_due")]

    operations = [
        migrations.CreateModel(
            name="Panel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("authority_code", models.CharField(max_length=3)),
                ("on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("authority_code", "on"), name="one_panel_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="PanelItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(max_length=6)),
                ("position", models.IntegerField()),
                ("added_by", models.CharField(max_length=150)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="panel_items",
                        to="timeline.case",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="plans.panel",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("panel", "case"), name="one_item_a_case_and_panel"
                    )
                ],
            },
        ),
    ]
