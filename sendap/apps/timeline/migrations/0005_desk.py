"""The caseworker's desk: notes, tasks, templates."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('timeline', '0004_deadline_by_due')]

    operations = []
