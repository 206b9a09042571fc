from django.db import migrations

from sendap.apps.access.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("timeline", "0001_initial"), ("access", "0002_append_only")]
    operations = [
        append_only("timeline_event", forbids=("UPDATE",)),
        append_only("timeline_retraction", forbids=("UPDATE",)),
    ]
