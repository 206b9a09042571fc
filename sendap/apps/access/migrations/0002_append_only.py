from django.db import migrations

from sendap.apps.access.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [
        append_only("access_auditentry", forbids=("UPDATE", "DELETE", "TRUNCATE")),
    ]
