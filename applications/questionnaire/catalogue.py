"""The programme's lists (campuses, trainings, skills…), each read once a page and on first use."""

from functools import cached_property
from itertools import groupby

from applications.models import Campus, Domain, Formation, Skill, SoftSkill


class Catalogue:
    """What forms offer and what codes are called. Archived entries keep their label and are not offered."""

    SOURCES = {
        "campus": Campus,
        "formation": Formation,
        "domain": Domain,
        "skill": Skill,
        "soft_skill": SoftSkill,
    }

    def __init__(self):
        self._rows = {}

    def rows(self, source):
        if source not in self._rows:
            model = self.SOURCES[source]
            self._rows[source] = {row.code: row for row in model.objects.order_by("position", "label")}
        return self._rows[source]

    def choices(self, source, kept=()):
        """[(code, label)] of what is offered, plus the archived codes of `kept` a person already chose."""
        return [
            (row.code, row.label) for row in self.rows(source).values() if row.is_active or row.code in kept
        ]

    @cached_property
    def region_of(self):
        return {row.code: row.region for row in self.rows("campus").values()}

    def skills_by_category(self, kept=()):
        """[(category, [skill])], in the catalogue's order."""
        offered = [row for row in self.rows("skill").values() if row.is_active or row.code in kept]
        return [(category, list(rows)) for category, rows in groupby(offered, key=lambda row: row.category)]

    def label(self, source, code):
        row = self.rows(source).get(code)
        return row.label if row else code
