"""A return made, explained, signed off, frozen and sent."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('returns', '0001_initial')]

    operations = []
