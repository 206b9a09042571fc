"""Disagreements, mediation and certificates."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('placements', '0003_naming')]

    operations = []
