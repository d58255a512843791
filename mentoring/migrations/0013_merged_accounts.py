
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('mentoring', '0012_reason_wording'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='merged_into',
            field=models.ForeignKey(blank=True, help_text="the same person's account that took over what this one held", null=True, on_delete=django.db.models.deletion.CASCADE, related_name='merged_accounts', to=settings.AUTH_USER_MODEL, verbose_name='réuni au compte'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('is_active', False), _connector='OR'), name='user_merged_is_closed', violation_error_message='Un compte réuni à un autre reste fermé.'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='user_merged_into_another', violation_error_message='Un compte ne se réunit pas à lui-même.'),
        ),
    ]
