"""The delivery ledger."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('plans', '0007_reviews')]

    operations = []
