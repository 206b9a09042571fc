"""A return made, explained, signed off, frozen and sent."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('returns', '0001_initial')]

    operations = [
        migrations.AddField(
            model_name='returnfile',
            name='header',
            field=models.JSONField(default=dict),
        ),
    ]
