"""The number by which a copy of the directory in memory knows its age."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('organisations', '0003_own_words')]

    operations = [
        migrations.CreateModel(
            name='DirectoryVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(default=0)),
            ],
        ),
    ]
