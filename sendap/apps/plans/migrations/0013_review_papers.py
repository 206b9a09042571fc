"""Papers and evidence of a review."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('plans', '0012_statement_links')]

    operations = []
