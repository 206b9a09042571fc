"""What was looked for and not found."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('redress', '0002_appeals')]

    operations = []
