"""For which protected places somebody looked through a file that is shared."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("correspondence", "0004_sending")]

    operations = [
        migrations.AddField(
            model_name="storedfile",
            name="vouched_for",
            field=models.CharField(blank=True, max_length=64),
        ),
    ]
