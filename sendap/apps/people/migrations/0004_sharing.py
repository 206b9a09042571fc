"""What a consent covers."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('people', '0003_adults')]

    operations = [
        migrations.AddField(
            model_name='consent',
            name='scope',
            field=models.CharField(default='record', max_length=10),
        ),
        migrations.CreateModel(
            name='BodyConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.CharField(max_length=12)),
                ('agrees', models.BooleanField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('given_by', models.CharField(max_length=150)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='body_consents', to='people.person')),
            ],
        ),
    ]
