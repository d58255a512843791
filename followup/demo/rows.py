"""The two tables of people, in the words of the questionnaires."""

import csv
from dataclasses import dataclass
from pathlib import Path

from applications.options import Channel, Kind

FOLDER = Path(__file__).parent
DAYS = {"LU": 0, "MA": 1, "ME": 2, "JE": 3, "VE": 4, "SA": 5, "DI": 6}
BANDS = {"M": 0, "D": 1, "A": 2, "S": 3}
DOMAINS = {
    "TEC": "technical",
    "ORI": "career",
    "MET": "job_vision",
    "FOR": "training",
    "RES": "network",
    "PRO": "workplace",
}
ORDER = list(DOMAINS.values())
FREQUENCIES = {"hebdo": "weekly", "2sem": "biweekly", "mois": "monthly"}
TERMS = {"long": "long", "court": "short", "flexible": "flexible"}
TYPES = {"T": ["technical"], "O": ["orientation"], "T+O": ["technical", "orientation"]}
EXPERIENCES = {"0-1": "under1", "1-2": "1-2", "3-5": "3-5", "6-10": "6-10", "10+": "over10"}
APPROVED = ("approved", "paused", "paired", "waiting", "completed", "ended")


@dataclass(frozen=True)
class Row:
    """One line of a table. `skills` is [(code, level, is_priority)]; `days` tells how long ago the last thing
    that counts happened (None for mentors); what one side only has is empty on the other."""

    id: str
    number: int
    kind: str
    first_name: str
    last_name: str
    situation: str
    formation: str
    campus: str
    types: list
    domains: list
    skills: list
    term: str
    slots: int
    frequency: str
    minutes: int
    channels: list
    state: str
    goal: str = ""
    days: int | None = None
    year: int | None = None
    job: str = ""
    employer: str = ""
    experience: str = ""
    capacity: int = 1
    discord: str = ""

    @property
    def is_mentor(self):
        return self.kind == Kind.MENTOR

    @property
    def is_approved(self):
        return self.state in APPROVED

    @property
    def is_technical(self):
        return "technical" in self.types


def mentors():
    return [
        Row(
            **shared(line, number, Kind.MENTOR),
            year=int(line["annee"]) if line["annee"] else None,
            job=line["metier"],
            employer=line["organisation"],
            experience=EXPERIENCES[line["experience"]],
            capacity=int(line["places"]),
            discord=line["discord"],
        )
        for number, line in enumerate(lines("mentors.csv"))
    ]


def mentees():
    return [
        Row(**shared(line, number, Kind.MENTEE), goal=line["objectif"], days=int(line["jours"]))
        for number, line in enumerate(lines("mentees.csv"))
    ]


def lines(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as table:
        for line in csv.DictReader(table, delimiter=";"):
            yield {column: value.replace("'", "’") for column, value in line.items()}


def shared(line, number, kind):
    domains = [DOMAINS[code] for code in line["domaines"].split()]
    return {
        "id": line["id"],
        "number": number,
        "kind": kind,
        "first_name": line["prenom"],
        "last_name": line["nom"],
        "situation": line["situation"],
        "formation": line["formation"],
        "campus": line["campus"],
        "types": TYPES[line["types"]],
        "domains": sorted(domains, key=ORDER.index) if kind == Kind.MENTOR else domains,
        "skills": [skill(word) for word in line["competences"].split()],
        "term": TERMS[line["duree"]],
        "slots": sum(1 << (4 * DAYS[word[:2]] + BANDS[word[2:]]) for word in line["creneaux"].split()),
        "frequency": FREQUENCIES[line["rythme"]],
        "minutes": int(line["minutes"]),
        "channels": [code for code in Channel.values if code in line["canaux"].split()],
        "state": line["etat"],
    }


def skill(word):
    """« docker:0* » is Docker, discovered, a priority."""
    code, level = word.split(":")
    return code, int(level.rstrip("*")), level.endswith("*")
