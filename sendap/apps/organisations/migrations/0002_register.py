"""The register of establishments, and what a setting says of itself."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('organisations', '0001_initial')]

    operations = []
