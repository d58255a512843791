from django.db import migrations

SHORT = {
    "dwwm": "DWWM",
    "cda": "CDA",
    "devia": "Dev IA",
    "dataeng": "Data engineer",
    "dataana": "Data analyst",
    "devops": "DevOps",
    "cloud": "Cloud",
    "cyber": "Cyber",
    "tssr": "TSSR",
    "uxui": "UX/UI",
    "mednum": "Médiation",
}


def fill(apps, schema_editor):
    formation = apps.get_model("applications", "Formation")
    for code, label in SHORT.items():
        formation.objects.filter(code=code, short_label="").update(short_label=label)


class Migration(migrations.Migration):
    dependencies = [("applications", "0007_settings")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
