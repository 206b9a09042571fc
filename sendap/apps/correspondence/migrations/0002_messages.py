"""Messages of a case, and how far each account has read them."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0001_notices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('side', models.CharField(choices=[('family', 'Family'), ('authority', 'Authority')], max_length=10)),
                ('text', models.TextField()),
                ('sent_at', models.DateTimeField()),
                ('token', models.UUIDField(unique=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='timeline.case')),
            ],
            options={
                'indexes': [models.Index(fields=['case', 'sent_at'], name='messages_of_a_case')],
            },
        ),
        migrations.CreateModel(
            name='ReadMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('read_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_marks', to='timeline.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'account'), name='one_mark_a_case_and_account')],
            },
        ),
    ]
