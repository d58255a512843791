from django.conf import settings
from django.db import migrations, models


def keep_days(apps, schema_editor):
    """The days to answer were a setting of the programme: today's value goes on in every version."""
    programme = apps.get_model("mentoring", "Programme").objects.filter(pk=1).first()
    if programme:
        apps.get_model("matching", "MatchingSettings").objects.update(
            proposal_days=max(1, programme.proposal_days)
        )


class Migration(migrations.Migration):
    run_before = [("mentoring", "0004_proposal_days_moved")]

    dependencies = [
        ('matching', '0003_settings'),
        ('mentoring', '0003_alike_people'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='matchingsettings',
            name='continuity_bonus',
            field=models.PositiveSmallIntegerField(default=2, verbose_name='bonus de continuité'),
        ),
        migrations.AddField(
            model_name='matchingsettings',
            name='good_from',
            field=models.PositiveSmallIntegerField(default=65, verbose_name='«\u202fBonne adéquation\u202f» à partir de'),
        ),
        migrations.AddField(
            model_name='matchingsettings',
            name='interest_bonus',
            field=models.PositiveSmallIntegerField(default=20, verbose_name='bonus d’intérêt du mentor'),
        ),
        migrations.AddField(
            model_name='matchingsettings',
            name='max_interests',
            field=models.PositiveSmallIntegerField(default=3, verbose_name='intérêts ouverts par mentor, au plus'),
        ),
        migrations.AddField(
            model_name='matchingsettings',
            name='proposal_days',
            field=models.PositiveSmallIntegerField(default=5, verbose_name='jours pour répondre à une proposition'),
        ),
        migrations.AddField(
            model_name='matchingsettings',
            name='to_discuss_from',
            field=models.PositiveSmallIntegerField(default=50, verbose_name='«\u202fÀ discuter\u202f» à partir de'),
        ),
        migrations.AddField(
            model_name='matchingsettings',
            name='very_good_from',
            field=models.PositiveSmallIntegerField(default=80, verbose_name='«\u202fTrès bonne adéquation\u202f» à partir de'),
        ),
        migrations.AddField(
            model_name='matchingsettings',
            name='waiting_bonus',
            field=models.PositiveSmallIntegerField(default=5, verbose_name='bonus d’attente'),
        ),
        migrations.AlterField(
            model_name='matchingsettings',
            name='floor',
            field=models.PositiveSmallIntegerField(default=50, verbose_name='seuil pour proposer'),
        ),
        migrations.AddConstraint(
            model_name='matchingsettings',
            constraint=models.CheckConstraint(condition=models.Q(('very_good_from__lte', 100), ('very_good_from__gt', models.F('good_from')), ('good_from__gt', models.F('to_discuss_from'))), name='settings_bands_go_down', violation_error_message='Les paliers descendent, de 100 au plus.'),
        ),
        migrations.AddConstraint(
            model_name='matchingsettings',
            constraint=models.CheckConstraint(condition=models.Q(('floor__lte', 100)), name='settings_floor_in_points', violation_error_message='Le seuil est de 100 points au plus.'),
        ),
        migrations.AddConstraint(
            model_name='matchingsettings',
            constraint=models.CheckConstraint(condition=models.Q(('gamma__gte', 1), ('gamma__lte', 4)), name='settings_gamma', violation_error_message='L’équité va de 1 à 4.'),
        ),
        migrations.AddConstraint(
            model_name='matchingsettings',
            constraint=models.CheckConstraint(condition=models.Q(('max_interests__gte', 1), ('proposal_days__gte', 1)), name='settings_days_and_interests', violation_error_message='Au moins un jour pour répondre et un intérêt par mentor.'),
        ),
        migrations.RunPython(keep_days, migrations.RunPython.noop),
    ]
