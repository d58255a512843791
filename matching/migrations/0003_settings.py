from django.db import migrations


def make(apps, schema_editor):
    """The first version of the settings: the core's own defaults (empty maps mean those)."""
    apps.get_model("matching", "MatchingSettings").objects.create(reason="Réglages de départ")


class Migration(migrations.Migration):
    dependencies = [("matching", "0002_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
