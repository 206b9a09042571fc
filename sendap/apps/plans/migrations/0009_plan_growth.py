"""What the plan document gained."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('plans', '0008_delivery')]

    operations = []
