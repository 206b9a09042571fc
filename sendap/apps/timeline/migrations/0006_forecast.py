"""How likely each open case is to miss its date."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('timeline', '0005_desk')]

    operations = []
