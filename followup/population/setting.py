"""What every part needs: the day, the seed, the programme's settings, the catalogue's keys, the team."""

import random
import zoneinfo

from django.contrib.auth.hashers import make_password

from applications.models import Application, Campus, Domain, Formation, Skill, SoftSkill
from applications.services.submission import working_day
from followup.demo.world import drawer
from followup.models import Mentorship, Workshop
from matching.models import Proposal
from mentoring.models import HelpRequest, Programme
from mentoring.references import ALPHABET, LENGTH


class Setting:
    """`keys` maps a catalogue model to {code: primary key}; `team` are the coordinators' primary keys and
    `desk` their Readers by these, once written. `password` lets nobody in."""

    def __init__(self, today, seed):
        self.today, self.seed = today, seed
        self.programme = Programme.current()
        self.keys = {
            model: dict(model.objects.values_list("code", "pk"))
            for model in (Campus, Domain, Formation, Skill, SoftSkill)
        }
        self.team, self.desk = [], {}
        self.password = make_password(None)
        self.zones = {code: zoneinfo.ZoneInfo(code) for code in ("Europe/Paris", "Indian/Reunion")}
        self.taken = set()
        for model in (Application, Proposal, Mentorship, HelpRequest, Workshop):
            self.taken.update(model.objects.values_list("reference", flat=True))
        self.promised = {}

    def drawer(self, *words) -> random.Random:
        """A random source of its own for each subject."""
        return drawer("population", self.seed, *words)

    def reference(self, prefix, draw):
        """« MTR-7K4P », free; one character longer when ten draws in a row are taken."""
        length = LENGTH
        while True:
            for _attempt in range(10):
                found = f"{prefix}-{''.join(draw.choices(ALPHABET, k=length))}"
                if found not in self.taken:
                    self.taken.add(found)
                    return found
            length += 1

    def due_on(self, sent_on):
        """The day an answer was promised for."""
        if sent_on not in self.promised:
            self.promised[sent_on] = working_day(sent_on, self.programme.sla_days)
        return self.promised[sent_on]


def public_id(draw):
    return f"{draw.getrandbits(64):016x}"
