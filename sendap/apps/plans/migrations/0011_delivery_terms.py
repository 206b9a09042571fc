"""Delivery planned by term."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('plans', '0010_family_words')]

    operations = []
