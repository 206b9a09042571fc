"""Tables after disclosure control, projections and refreshes."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('indicators', '0002_load_report')]

    operations = []
