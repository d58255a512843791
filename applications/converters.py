"""How addresses say a side (`mentor`, `mentore`) and an application (`MTR-7K4P`)."""

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
