"""Adults whom staff add, where they live, and the codes with which they make accounts."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('people', '0002_rights')]

    operations = [
        migrations.AddField(
            model_name='location',
            name='relationship',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='locations', to='people.relationship'),
        ),
        migrations.AddField(
            model_name='relationship',
            name='lives_with_child',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=150)),
                ('ends_on', models.DateField()),
                ('guesses', models.IntegerField(default=0)),
                ('used_at', models.DateTimeField(null=True)),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='people.relationship')),
            ],
        ),
        migrations.CreateModel(
            name='JoiningTry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['place', 'at'], name='joining_try_by_place')],
            },
        ),
    ]
