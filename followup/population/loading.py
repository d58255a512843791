"""The whole population, in order: the team, people in batches, then proposals and pairs in batches."""

import time

from django.db import transaction

from applications.models import Application, Profile
from applications.options import Kind
from matching.models import Features
from matching.services import features
from mentoring.models import User

from . import (
    applications,
    around,
    exclusions,
    letters,
    lives,
    matchmaking,
    members,
    names,
    profiles,
    requests,
    reviews,
)
from .outbox import Outbox, reader
from .people import person
from .scores import Scores
from .setting import Setting, public_id
from .writing import Writer

BATCH = 2_000
# One coordinator for so many people.
PEOPLE_A_COORDINATOR, FEWEST = 5_000, 3


@transaction.atomic
def load(today, *, mentors, mentees, seed=0, tell=lambda sentence: None):
    """Write so many people of each side, as of `today`. Returns the Counter of the rows written, by model.

    `tell` is given a sentence after each batch.
    """
    setting, writer = Setting(today, seed), Writer()
    post = Outbox(setting, writer)
    began = time.monotonic()

    def progress(what):
        tell(f"{time.monotonic() - began:5.0f} s  {sum(writer.written.values()):>9,} rows  {what}")

    write_team(setting, writer, mentors + mentees)
    everyone = {
        kind: write_people(setting, writer, kind, number, progress, post)
        for kind, number in ((Kind.MENTOR, mentors), (Kind.MENTEE, mentees))
    }
    write_pairs(setting, writer, post, everyone[Kind.MENTEE], everyone[Kind.MENTOR], progress)
    around.write_workshops(setting, writer, post, everyone[Kind.MENTOR] + everyone[Kind.MENTEE])
    around.write_alerts(setting, writer, post)
    progress("workshops and alerts")
    writer.write(list(reviews.quotes(setting)))
    post.flush()
    return writer.written


def is_loaded():
    return User.objects.filter(email__endswith=f"@{names.DOMAIN}").exists()


def write_team(setting, writer, number):
    rows = []
    for place in range(max(FEWEST, number // PEOPLE_A_COORDINATOR)):
        draw = setting.drawer("coordinator", place)
        rows.append(
            User(
                public_id=public_id(draw),
                email=f"coordination.{place}@{names.DOMAIN}",
                password=setting.password,
                first_name=names.first_name(draw),
                last_name=names.last_name(draw),
                is_coordinator=True,
            )
        )
    writer.write(rows)
    writer.write([applications.address(row) for row in rows])
    setting.team = [row.pk for row in rows]
    setting.desk = {row.pk: reader(row) for row in rows}


def write_people(setting, writer, kind, number, progress, post=None):
    """Returns the Members of this side: those who were approved. Without a `post`, nobody was written to and
    nobody asked for anything."""
    approved = []
    for start in range(0, number, BATCH):
        people = [person(setting, kind, place) for place in range(start, min(start + BATCH, number))]
        approved += write_batch(setting, writer, people, post)
        progress(f"{start + len(people):,} {kind}")
    return approved


def write_batch(setting, writer, people, post):
    users = writer.write([applications.account(setting, one) for one in people])
    writer.write([applications.address(user) for user in users])
    files = [applications.application(setting, one, user) for one, user in zip(people, users, strict=True)]
    writer.write([row for row, _moves in files])
    steps, sent, events = [], [], []
    for one, (row, moves) in zip(people, files, strict=True):
        events += moves
        if row.state == Application.State.DRAFT:
            steps += applications.draft_steps(one, row)
        else:
            profile, moves = profiles.profile(setting, one, row, applications.approved_at(moves))
            sent.append((one, profile))
            events += moves
    writer.write(steps)
    write_profiles(setting, writer, sent)
    writer.write(events)
    approved = [
        (one, members.member(one, profile))
        for one, profile in sent
        if profile.application.state == Application.State.APPROVED
    ]
    if post:
        for one, (row, moves) in zip(people, files, strict=True):
            letters.moves(post, moves, letters.APPLICATION, {one.kind: reader(row.person)})
        asked = [request for one, member in approved for request in requests.of_person(setting, one, member)]
        around.write_requests(writer, post, asked)
    return [member for _one, member in approved]


def write_profiles(setting, writer, sent):
    """Profiles and all that belongs to them, [(Person, Profile)]."""
    writer.write([row for _one, row in sent])
    relations = {}
    for one, row in sent:
        for relation in profiles.relations(setting, row, one.flat):
            relations.setdefault(type(relation), []).append(relation)
    for rows in relations.values():
        writer.write(rows)
    written = features.write(Profile.objects.filter(pk__in=[row.pk for _one, row in sent]))
    writer.count(Features, written)


def write_pairs(setting, writer, post, mentees, mentors, progress):
    """Proposals of a group of mentees at a time, and what followed from each."""
    scores, done = Scores(), 0
    scores.read([*mentors, *(mentee for mentee in mentees if mentee.hopes)])
    progress("read for matching")
    for group in matchmaking.groups(mentees):
        told = list(matchmaking.matched(setting, scores, group, mentors))
        writer.write([one.proposal for one in told])
        writer.write([move for one in told for move in one.events])
        for one in told:
            letters.moves(post, one.events, letters.PROPOSAL, one.readers)
        lives.write(setting, writer, post, [one for one in told if one.hope.kind == "pair"])
        left = [exclusions.from_proposal(setting, one) for one in told]
        write_exclusions(writer, [row for row in left if row])
        done += len(group)
        progress(f"{done:,} mentees with proposals")
    write_exclusions(writer, list(exclusions.besides(setting, mentees, mentors)))


def write_exclusions(writer, rows):
    writer.write(rows)
    writer.write([exclusions.recorded(row) for row in rows])
