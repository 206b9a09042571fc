"""Appeals, bundles, working documents, orders and complaints."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('redress', '0001_mediation'), ('timeline', '0006_forecast')]

    operations = [
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('token', models.UUIDField(unique=True)),
                ('reference', models.CharField(max_length=40)),
                ('kind', models.CharField(max_length=20)),
                ('regime', models.CharField(default='cfa2014', max_length=20)),
                ('registered_on', models.DateField()),
                ('received_on', models.DateField()),
                ('hearing_on', models.DateField(null=True)),
                ('state', models.CharField(choices=[('open', 'Open'), ('withdrawn', 'Withdrawn'), ('conceded', 'Conceded'), ('for_family', 'For Family'), ('partly', 'Partly'), ('dismissed', 'Dismissed')], default='open', max_length=12)),
                ('costs_pence', models.BigIntegerField(default=0)),
                ('lessons', models.TextField(blank=True)),
                ('made_by', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appeals', to='timeline.case')),
            ],
        ),
        migrations.CreateModel(
            name='Bundle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField()),
                ('pages', models.IntegerField()),
                ('entries', models.JSONField()),
                ('content', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('made_by', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('appeal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bundles', to='redress.appeal')),
            ],
        ),
        migrations.CreateModel(
            name='BundlePaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=10)),
                ('key', models.CharField(max_length=60)),
                ('place', models.IntegerField()),
                ('removed', models.TextField(blank=True)),
                ('appeal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='redress.appeal')),
            ],
        ),
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('token', models.UUIDField(unique=True)),
                ('about', models.TextField()),
                ('days', models.JSONField(default=dict)),
                ('outcome', models.TextField(blank=True)),
                ('is_closed', models.BooleanField(default=False)),
                ('made_by', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='complaints', to='timeline.case')),
            ],
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(unique=True)),
                ('kind', models.CharField(max_length=20)),
                ('made_on', models.DateField()),
                ('directed_by', models.DateField(null=True)),
                ('text', models.TextField()),
                ('words', models.JSONField(default=list)),
                ('version', models.IntegerField(null=True)),
                ('made_by', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('appeal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='orders', to='redress.appeal')),
            ],
        ),
        migrations.CreateModel(
            name='Remedy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('amount_pence', models.BigIntegerField(default=0)),
                ('due_on', models.DateField()),
                ('done_on', models.DateField(null=True)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remedies', to='redress.complaint')),
            ],
        ),
        migrations.CreateModel(
            name='WorkingEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField()),
                ('key', models.CharField(max_length=32)),
                ('title', models.CharField(max_length=200)),
                ('headings', models.JSONField()),
                ('rows', models.JSONField()),
                ('questions', models.JSONField(default=list)),
                ('comments', models.JSONField(default=list)),
                ('changes', models.IntegerField(default=0)),
                ('returned', models.BinaryField(default=bytes)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('made_by', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('appeal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='redress.appeal')),
            ],
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('case',), name='one_open_appeal_a_case'),
        ),
        migrations.AddConstraint(
            model_name='bundle',
            constraint=models.UniqueConstraint(fields=('appeal', 'number'), name='one_bundle_a_number'),
        ),
        migrations.AddConstraint(
            model_name='bundlepaper',
            constraint=models.UniqueConstraint(fields=('appeal', 'source', 'key'), name='one_paper_a_bundle'),
        ),
        migrations.AddConstraint(
            model_name='workingedition',
            constraint=models.UniqueConstraint(fields=('appeal', 'number'), name='one_edition_a_number'),
        ),
    ]
