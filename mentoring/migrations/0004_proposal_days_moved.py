from django.db import migrations


class Migration(migrations.Migration):
    """The days to answer a proposal are the matching settings' now, with their versions."""

    dependencies = [("mentoring", "0003_alike_people")]
    operations = [migrations.RemoveField("programme", "proposal_days")]
