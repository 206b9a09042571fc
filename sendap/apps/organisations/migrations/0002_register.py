"""The register of establishments, and what a setting says of itself."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('organisations', '0001_initial')]

    operations = [
        migrations.CreateModel(
            name='SettingLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(db_index=True, max_length=6)),
                ('other', models.CharField(max_length=6)),
                ('relation', models.CharField(max_length=80)),
                ('since', models.DateField(null=True)),
            ],
            options={
                'ordering': ('number', 'since', 'other'),
            },
        ),
        migrations.AddField(
            model_name='setting',
            name='address',
            field=models.CharField(blank=True, max_length=260),
        ),
        migrations.AddField(
            model_name='setting',
            name='authority_code',
            field=models.CharField(blank=True, db_index=True, max_length=3),
        ),
        migrations.AddField(
            model_name='setting',
            name='boards',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='setting',
            name='capacity',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='setting',
            name='category',
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name='setting',
            name='changed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='setting',
            name='closed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='setting',
            name='easting',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='setting',
            name='faith',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='setting',
            name='inspected_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='setting',
            name='intake',
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name='setting',
            name='needs',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='setting',
            name='northing',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='setting',
            name='oldest',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='setting',
            name='opened_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='setting',
            name='phase',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='setting',
            name='postcode',
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name='setting',
            name='provision',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='setting',
            name='register_file',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name='setting',
            name='register_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='setting',
            name='resourced_places',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='setting',
            name='resourced_roll',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='setting',
            name='roll',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='setting',
            name='section_41',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='setting',
            name='status',
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name='setting',
            name='trust',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='setting',
            name='type_code',
            field=models.CharField(blank=True, max_length=3),
        ),
        migrations.AddField(
            model_name='setting',
            name='ukprn',
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name='setting',
            name='unit_places',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='setting',
            name='unit_roll',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='setting',
            name='website',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='setting',
            name='youngest',
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
