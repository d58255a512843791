"""« 6 personnes pourraient avancer avec vous »: on Mondays, to mentors whose list has somebody new."""

import datetime
import itertools

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Profile
from applications.questionnaire import week
from mentoring.mail.letters import Letter
from mentoring.mail.models import Email
from mentoring.models import Programme
from mentoring.rounds import each

from . import pool, ranking, suggestions
from .letters import SUGGESTIONS

KIND = "suggestions_digest"
APART = datetime.timedelta(days=14)
GOOD = ("very_good", "good")
MOST_LINES, MOST_SLOTS = 3, 3
# Mentors whose people are read together.
AT_ONCE = 200
UNTOLD = [Email.State.CANCELLED, Email.State.SUPPRESSED, Email.State.FAILED]


def write_due(now=None):
    """Write to each mentor with a free place whose list has a good person opened to matching since they were
    last written to, at most once in two weeks. Returns how many."""
    now = now or timezone.now()
    if Programme.current().mode == Programme.Mode.COORDINATOR:
        return 0
    last = told()
    readers = {
        profile.pk: last.get(profile.person_id)
        for profile in wanting().only("person")
        if is_due(last.get(profile.person_id), now)
    }
    board = ranking.Board()
    opened = dict(suggestions.waiting_mentees().values_list("pk", "opened_at"))
    lists = (
        (key, keys)
        for key, keys in suggestions.everyones_lists(board, readers)
        if any(is_new(opened[mentee], readers[key]) for mentee in keys if mentee in opened)
    )
    return sum(write_some(some, readers, board, now) for some in chunks(lists))


def told():
    """{person's key: when they were last written to}."""
    written = Email.objects.filter(kind=KIND).exclude(state__in=UNTOLD)
    return dict(written.order_by().values_list("recipient").annotate(Max("created_at")))


def is_due(last, now):
    """A day counts whole: the clock is never at work at the same second."""
    return last is None or timezone.localdate(now) - timezone.localdate(last) >= APART


def is_new(opened_at, last):
    return last is None or opened_at > last


def wanting():
    """Profiles of the mentors who read lists, and e-mails about them; places apart."""
    return suggestions.reading_mentors().exclude(person__mail_preference__is_follow_up_on=False)


def chunks(rows):
    while some := list(itertools.islice(rows, AT_ONCE)):
        yield some


def write_some(lists, readers, board, now):
    """Write to the mentors of some (key, keys of their list). Returns how many have somebody new and good."""
    side = pool.mentors(Profile.objects.filter(pk__in=[key for key, _keys in lists]))
    facts = {profile.pk: (profile, me) for profile, me in zip(side.profiles, side.facts, strict=True)}
    lists = [(key, keys) for key, keys in lists if key in facts]
    found = suggestions.told_all([(facts[key][1], keys) for key, keys in lists], board)
    told_of = {facts[key][0]: people for (key, _keys), people in zip(lists, found, strict=True)}

    def write_one(mentor):
        people, last = told_of[mentor], readers[mentor.pk]
        good = [one for one in people if one.explained.explanation.band in GOOD]
        new = [one for one in good if is_new(one.mentee.opened_at, last)]
        if new:
            first = new + [one for one in good if one not in new]
            write(mentor, len(people), len(new) if last else 0, first[:MOST_LINES], now)
        return bool(new)

    return each(told_of, write_one)


@transaction.atomic
def write(mentor, count, new_count, shown, now):
    """`count` people on the list, `new_count` good ones since the last letter (0 in a first one), and the
    Suggestions to tell of."""
    of_week = f"{timezone.localdate(now):%G-W%V}"
    with translation.override(mentor.person.language):
        title = ngettext(
            "{n} personne pourrait avancer avec vous", "{n} personnes pourraient avancer avec vous", count
        )
        Letter(
            kind=KIND,
            to=mentor.person,
            role="mentor",
            context={
                "title": title.format(n=count),
                "count": count,
                "new_count": new_count,
                "is_all": len(shown) == count,
                "lines": [line(one) for one in shown],
            },
            button=(_("Lire les suggestions"), SUGGESTIONS),
            preheader=_("Sans nom à ce stade, avec trois raisons à chaque fois."),
        ).queue(f"{mentor.reference}:{of_week}")


def line(one):
    """« Décrocher une alternance · aide technique · lundi soir, jeudi soir »: what the list shows of
    somebody, and nothing else."""
    explanation = one.explained.explanation
    helped = next((row.params.get("matched") for row in explanation.lines if row.criterion == "domains"), ())
    domain = one.explained.labels(*helped[0]) if helped else ""
    slots = ", ".join(week.name(bit) for bit in explanation.slots_for_mentor[:MOST_SLOTS])
    return " · ".join(filter(None, [one.goal or _("Une personne à accompagner"), domain, slots]))
