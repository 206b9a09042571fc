"""The family's own advice, views of a review, and experience."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('plans', '0009_plan_growth')]

    operations = []
