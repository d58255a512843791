"""The programme's lists (campuses, trainings, skills…), each read once a page and on first use."""

from functools import cached_property

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
        return [(row.code, row.label) for row in self.shown(source, kept)]

    def shown(self, source, kept=()):
        former = self.became(source)
        kept = {former.get(code, code) for code in kept}
        return [row for row in self.rows(source).values() if row.is_active or row.code in kept]

    def became(self, source):
        """{code: the code it is now} of the skills that were merged into another; no other list has any."""
        return self.merged_skills if source == "skill" else {}

    @cached_property
    def merged_skills(self):
        rows = self.rows("skill").values()
        codes = {row.pk: row.code for row in rows}
        return {row.code: codes[row.merged_into_id] for row in rows if row.merged_into_id}

    @cached_property
    def region_of(self):
        return {row.code: row.region for row in self.rows("campus").values()}

    def skills_by_category(self, kept=()):
        """[(category, [skill])], in the catalogue's order."""
        found = {}
        for row in self.shown("skill", kept):
            found.setdefault(row.category, []).append(row)
        return list(found.items())

    def label(self, source, code):
        row = self.rows(source).get(self.became(source).get(code, code))
        return row.label if row else code
