"""Files kept on a case."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('correspondence', '0002_messages')]

    operations = []
