"""Papers and evidence of a review."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('plans', '0012_statement_links')]

    operations = [
        migrations.CreateModel(
            name='ReviewPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_by', models.CharField(max_length=20)),
                ('sent_on', models.DateField()),
                ('noted_by', models.CharField(max_length=150)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='plans.review')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'said_by'), name='one_paper_a_side')],
            },
        ),
    ]
