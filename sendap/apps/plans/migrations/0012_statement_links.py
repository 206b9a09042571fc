"""Which need, outcome and provision of a piece of advice belong together."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('plans', '0011_delivery_terms')]

    operations = []
