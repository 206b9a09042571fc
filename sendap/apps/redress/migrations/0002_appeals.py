"""Appeals, bundles, working documents, orders and complaints."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('redress', '0001_mediation')]

    operations = []
