"""How addresses say a side (`mentor`, `mentore`), an application (`MTR-7K4P`) and a decision."""

from applications.options import Kind


class SideConverter:
    regex = "mentor|mentore"

    def to_python(self, value):
        return Kind.MENTOR if value == "mentor" else Kind.MENTEE

    def to_url(self, value):
        return "mentor" if value == Kind.MENTOR else "mentore"


class ReferenceConverter:
    regex = "(?:MTR|DEM)-[2-9A-Z]{4,9}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class DecisionConverter(ReferenceConverter):
    regex = "valider|preciser|attente|refuser|rouvrir"
