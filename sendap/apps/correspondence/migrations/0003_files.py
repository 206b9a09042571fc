"""Files kept on a case."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0002_messages'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('draft', models.UUIDField(db_index=True, null=True)),
                ('about', models.CharField(blank=True, max_length=60)),
                ('name', models.CharField(max_length=150)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('kind', models.CharField(max_length=10)),
                ('size', models.BigIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('once', models.CharField(max_length=64)),
                ('storage', models.CharField(max_length=40, unique=True)),
                ('has_small', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('clean', 'Clean'), ('refused', 'Refused'), ('removed', 'Removed')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('scanned_at', models.DateTimeField(null=True)),
                ('added_by', models.CharField(max_length=200)),
                ('side', models.CharField(choices=[('family', 'Family'), ('authority', 'Authority')], max_length=10)),
                ('added_at', models.DateTimeField()),
                ('with_family', models.BooleanField(default=False)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='timeline.case')),
            ],
            options={
                'indexes': [models.Index(fields=['case', 'added_at'], name='files_of_a_case')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('waiting', 'clean'))), fields=('once',), name='kept_once')],
            },
        ),
    ]
