from django.db import migrations, models

QUESTIONS = {
    "technical": "Comment structurer mes tests ?",
    "career": "Alternance, CDI, poursuite d’études ?",
    "job_vision": "À quoi ressemble une semaine de développeuse back-end ?",
    "training": "Comment avez-vous tenu le rythme ?",
    "network": "À qui parler dans ce secteur ?",
    "workplace": "Comment se passe une revue de code en équipe ?",
}


def fill(apps, schema_editor):
    domain = apps.get_model("applications", "Domain")
    for code, question in QUESTIONS.items():
        domain.objects.filter(code=code, question="").update(question=question)


class Migration(migrations.Migration):
    dependencies = [("applications", "0011_reasons_move_down")]
    operations = [
        migrations.AddField(
            model_name="domain",
            name="question",
            field=models.CharField(blank=True, max_length=160, verbose_name="question d’exemple"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
