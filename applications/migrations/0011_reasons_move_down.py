from django.db import migrations

WORDS = ("list", "code", "label", "message", "mentee_message", "is_active")


def bring(apps, old, new):
    rows = apps.get_model(old, "ReasonWording").objects.values(*WORDS)
    model = apps.get_model(new, "ReasonWording")
    model.objects.bulk_create(model(**row) for row in rows)


def down(apps, schema_editor):
    bring(apps, "applications", "mentoring")


def up(apps, schema_editor):
    bring(apps, "mentoring", "applications")


class Migration(migrations.Migration):
    """What the team reworded of the reasons goes to the ground, where every floor registers its lists."""

    dependencies = [
        ("applications", "0010_waiting_files"),
        ("mentoring", "0012_reason_wording"),
    ]

    operations = [
        migrations.RunPython(down, up),
        migrations.DeleteModel(name="ReasonWording"),
    ]
