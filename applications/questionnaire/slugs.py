"""The steps of each side, in order; the slugs are in the addresses and never change."""

from applications.options import Kind

STEPS = {
    Kind.MENTOR: ("vous", "parcours", "motivation", "offre", "disponibilites", "echanges", "engagement"),
    Kind.MENTEE: ("vous", "parcours", "objectifs", "competences", "disponibilites", "echanges", "engagement"),
}
