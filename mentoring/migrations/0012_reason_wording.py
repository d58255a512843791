from django.db import migrations, models


class Migration(migrations.Migration):
    """The rows come from `applications`, whose migration 0011 brings them here."""

    dependencies = [
        ('mentoring', '0011_team_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReasonWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list', models.CharField(max_length=20, verbose_name='liste')),
                ('code', models.CharField(max_length=20, verbose_name='code')),
                ('label', models.CharField(blank=True, max_length=80, verbose_name='libellé')),
                ('message', models.TextField(blank=True, verbose_name='message')),
                ('mentee_message', models.TextField(blank=True, verbose_name='message aux personnes accompagnées')),
                ('is_active', models.BooleanField(default=True, verbose_name='proposé')),
            ],
            options={
                'verbose_name': 'motif modifié',
                'verbose_name_plural': 'motifs modifiés',
                'constraints': [models.UniqueConstraint(fields=('list', 'code'), name='one_wording_of_a_reason', violation_error_message='Ce motif est déjà modifié.')],
            },
        ),
    ]
