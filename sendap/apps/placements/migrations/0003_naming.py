"""Naming, places taken, waiting lists and transition."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('placements', '0002_consultation')]

    operations = []
