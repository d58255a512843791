"""How addresses say a side (`mentor`, `mentore`), an application (`MTR-7K4P`), a decision, a batch, a list of
settings and what is done to a row of it."""

from applications.options import Kind


class SideConverter:
    regex = "mentor|mentore"

    def to_python(self, value):
        return Kind.MENTOR if value == "mentor" else Kind.MENTEE

    def to_url(self, value):
        return "mentor" if value == Kind.MENTOR else "mentore"


class WordConverter:
    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class ReferenceConverter(WordConverter):
    regex = "(?:MTR|DEM)-[2-9A-Z]{4,9}"


class BatchConverter(WordConverter):
    regex = "valider|attente|attribuer|refuser"


class DecisionConverter(WordConverter):
    regex = "valider|preciser|attente|refuser|rouvrir"


class CatalogueConverter(WordConverter):
    regex = "campus|formations|competences|domaines|savoir-etre"


class RowActionConverter(WordConverter):
    regex = "monter|descendre|archiver|remettre|supprimer"
