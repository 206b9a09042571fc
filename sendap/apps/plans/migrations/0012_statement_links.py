"""Which need, outcome and provision of a piece of advice belong together."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('plans', '0011_delivery_terms')]

    operations = [
        migrations.AddField(
            model_name='advicestatement', name='about', field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='advicestatement', name='said', field=models.JSONField(default=dict),
        ),
    ]
