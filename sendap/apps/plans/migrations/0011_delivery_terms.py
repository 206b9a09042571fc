"""Delivery planned by term."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('plans', '0010_family_words')]

    operations = [
        migrations.CreateModel(
            name='SchoolTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority_code', models.CharField(max_length=3)),
                ('setting_number', models.CharField(blank=True, max_length=8)),
                ('name', models.CharField(max_length=60)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('made_by', models.CharField(max_length=150)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('authority_code', 'setting_number', 'starts_on'), name='one_term_a_start')],
            },
        ),
    ]
