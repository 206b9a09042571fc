"""How letters and notices of news leave."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0003_files'),
        ('people', '0003_adults'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='document',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='noticecopy',
            name='body',
            field=models.CharField(blank=True, choices=[('setting', 'Setting'), ('commissioner', 'Commissioner'), ('social_care', 'Social Care')], max_length=12),
        ),
        migrations.AddField(
            model_name='noticecopy',
            name='location',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.location'),
        ),
        migrations.AddField(
            model_name='noticecopy',
            name='setting_number',
            field=models.CharField(db_index=True, max_length=8, null=True),
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.CharField(blank=True, max_length=150)),
                ('phone', models.CharField(blank=True, max_length=30)),
                ('wants_news', models.BooleanField(default=True)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('stopped_because', models.CharField(blank=True, max_length=200)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('account', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='contact', to=settings.AUTH_USER_MODEL)),
                ('relationship', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contact', to='people.relationship')),
            ],
        ),
        migrations.CreateModel(
            name='OutgoingEmail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('came_back_at', models.DateTimeField(null=True)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='emails', to='correspondence.contact')),
            ],
        ),
        migrations.CreateModel(
            name='News',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('letter', 'Letter'), ('message', 'Message'), ('advice', 'Advice'), ('invitation', 'Invitation'), ('question', 'Question')], max_length=12)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='news', to=settings.AUTH_USER_MODEL)),
                ('email', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='news', to='correspondence.outgoingemail')),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'email'], name='news_by_account')],
            },
        ),
    ]
