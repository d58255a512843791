from django.db import migrations, models
from django.db.models.functions import Lower

MOST = 80


def tell_apart(apps, _schema_editor):
    """Of two alike in one list the later is numbered: the team sees it, and says better."""
    seen = set()
    for row in apps.get_model("mentoring", "ReasonWording").objects.exclude(label="").order_by("pk"):
        label, number = row.label, 1
        while (row.list, label.lower()) in seen:
            number += 1
            end = f" ({number})"
            label = row.label[: MOST - len(end)] + end
        seen.add((row.list, label.lower()))
        if label != row.label:
            row.label = label
            row.save(update_fields=["label"])


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0013_merged_accounts")]

    operations = [
        migrations.RunPython(tell_apart, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="reasonwording",
            constraint=models.UniqueConstraint(
                "list",
                Lower("label"),
                condition=models.Q(("label", ""), _negated=True),
                name="one_label_in_a_list",
                violation_error_message="Ce libellé existe déjà dans cette liste.",
            ),
        ),
    ]
