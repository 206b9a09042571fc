"""How letters and notices of news leave."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('correspondence', '0003_files')]

    operations = []
