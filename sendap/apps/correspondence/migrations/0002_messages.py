"""Messages."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('correspondence', '0001_notices')]

    operations = []
