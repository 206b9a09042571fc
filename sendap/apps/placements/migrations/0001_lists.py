"""Lists made for one child, and what the family chose."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('plans', '0013_review_papers'), ('organisations', '0002_register')]

    operations = []
