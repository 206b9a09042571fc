"""Settings consulted, their replies and offers."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('placements', '0001_lists')]

    operations = []
