from django.db import migrations, models

import mentoring.models.people
from mentoring.searching import fold

BATCH = 1_000


def fill(apps, schema_editor):
    everyone = apps.get_model("mentoring", "User").objects.only("first_name", "last_name")
    people = []
    for person in everyone.iterator(chunk_size=BATCH):
        person.plain_name = fold(f"{person.first_name} {person.last_name}")[:200]
        people.append(person)
    everyone.bulk_update(people, ["plain_name"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("mentoring", "0014_labels_of_reasons"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="plain_name",
            field=mentoring.models.people.PlainName(blank=True, editable=False, max_length=200),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(fields=["plain_name"], name="mentoring_u_plain_n_5e4e35_idx"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
