"""For each URL name: the arguments that reach it, whom they belong to, and a POST it accepts."""

import datetime
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from applications.tests.drafting import posted
from followup.services import letters
from matching.services import tokens
from mentoring.mail import links


@dataclass
class Place:
    """`owners` says who stands for a role here, where it is not the usual person."""

    name: str
    args: tuple = ()
    data: dict = field(default_factory=dict)
    owners: dict = field(default_factory=dict)

    @property
    def url(self):
        return reverse(self.name, args=self.args)

    def person(self, role):
        """The name of whoever stands for this role."""
        return self.owners.get(role, role)


def day(number):
    return (timezone.localdate() + datetime.timedelta(days=number)).isoformat()


def places(world, names):
    """{name: Place} of these URL names; one without an entry below takes no arguments and an empty POST."""
    said = {**account(world), **applying(world), **queue(world), **matching(world), **following(world)}
    unknown = sorted(set(said) - set(names))
    assert unknown == [], "places that no longer exist"
    return {name: Place(name, *said.get(name, ())) for name in names}


def account(world):
    person, email = world.people["mentee"], world.things["email"]
    preferences = {"is_session_on": "on", "is_follow_up_on": "on", "muted_until": ""}
    who = {"first_name": "Lina", "last_name": "Petit", "phone": "", "timezone": "Europe/Paris"}
    new = "avancez-a-deux-en-2027"
    return {
        "account_login": ((), {"email": "quelquun@exemple.org"}),
        "account_request_login_code": ((), {"email": "quelquun@exemple.org"}),
        "account_confirm_login_code": ((), {"code": "123456"}),
        "account_login_password": ((), {"login": person.email, "password": "inconnu"}),
        "demo_switch": ((), {"account": "awa"}),
        "account": ((), who),
        "account_email": ((), {"email": "nouvelle@exemple.org", "action_add": ""}),
        "account_change_password": ((), {"oldpassword": "inconnu", "password1": new, "password2": new}),
        "account_set_password": ((), {"password1": new, "password2": new}),
        "account_reauthenticate": ((), {"password": "inconnu"}),
        "mail_settings": ((), preferences),
        "mail_preferences": ((links.preferences_token(person),), preferences),
        "email_detail": ((email.public_id,),),
        "email_html": ((email.public_id,),),
        "email_act": ((email.public_id, "annuler"),),
        "contact": ((), {"subject": "programme", "message": "Bonjour.", "email": "moi@exemple.org"}),
    }


def applying(world):
    file, asked = (world.things["file"].reference,), (world.things["questioned"].reference,)
    refused = (world.things["refused"].reference,)
    by_asked = {"applicant": "asked"}
    return {
        "application_start": (("mentor",),),
        "application_later": (("mentor",),),
        "application_discard": (("mentor",),),
        "application_check": (("mentor",),),
        "application_step": (("mentor", "vous"), posted("mentor", "vous")),
        "application_autosave": (("mentor", "vous"), posted("mentor", "vous")),
        "application_status": (file,),
        "application_received": (file,),
        "application_reply": (asked, {"text": "Je suis libre le mardi soir et le jeudi midi."}, by_asked),
        "application_withdraw": (file, {"reason": ""}),
        "application_review": (refused, {"reason": ""}, by_asked),
        "profile": (("mentor",), {"state": "available", "until": "", "reason": ""}),
        "profile_leave": (("mentor",), {"reason": ""}),
        "profile_step": (("mentor", "disponibilites"), posted("mentor", "disponibilites")),
    }


def queue(world):
    file = world.things["file"]
    reference, version = (file.reference,), {"version": file.version}
    return {
        "queue_item": (reference,),
        "queue_skip": (reference,),
        "queue_assign": (reference,),
        "queue_note": (reference, {"text": "À rappeler."}),
        "queue_note_remove": ((file.reference, world.things["note"].pk),),
        "queue_excerpt": (reference, {"text": "Je débute.", **version}),
        "decision_undo": (reference, {"decision": "1"}),
        "decide": (
            (file.reference, "attente"),
            {"reason": "starts_later", "revisit_on": day(30), "message": "", **version},
        ),
    }


def matching(world):
    profiles, things = world.profiles, world.things
    two = (profiles["mentor"].public_id, profiles["learner"].public_id)
    prepared = (profiles["stranger"].public_id, profiles["wished"].public_id)
    exclusion, question = things["exclusion"], (things["question"].reference,)
    token = (tokens.token_for(profiles["mentor"], profiles["learner"]),)
    asked = {"mentee": "seeker"}
    return {
        "board_person": ((profiles["learner"].public_id,),),
        "compare": (two,),
        "pair_propose": (two, {"team_line": ""}),
        "pair_pin": (two,),
        "pair_unpin": (prepared,),
        "pair_exclude": (two, {"note": "Se connaissent."}),
        "exclusion_lift": ((exclusion.mentor.public_id, exclusion.mentee.public_id, exclusion.reason),),
        "proposal_cancel": (question, {"reason": "mistake", "text": ""}),
        "interest_decline": ((things["interest"].reference,), {"reason": "other", "message": ""}),
        "proposal_remind": (question,),
        "proposal_extend": (question,),
        "proposal_undo": (question,),
        "agreement_heard": (question, {"note": "Au téléphone, mardi."}),
        "interest_withdraw": ((things["interest"].reference,), {}, {"mentee": "wished"}),
        "suggestion": (token, {}, {"mentee": "learner"}),
        "suggestion_interest": (token, {"team_note": ""}, {"mentee": "learner"}),
        "suggestion_dismiss": (token, {"detail": "topics", "note": ""}, {"mentee": "learner"}),
        "suggestion_restore": (token, {}, {"mentee": "learner"}),
        "proposal": (question, {}, asked),
        "proposal_accept": (question, {}, asked),
        "proposal_decline": (question, {"reason": "no_time", "text": ""}, asked),
    }


def following(world):
    things = world.things
    pair = things["pair"].reference
    planned, over = (pair, things["planned"].public_id), (pair, things["over"].public_id)
    when = {"date": day(9), "time": "18:30", "minutes": "60", "channel": "discord", "place": "", "agenda": ""}
    told = {"took_place": "yes", "utility": "4"}
    return {
        "pair": ((pair,),),
        "pair_step": ((pair, "bonjour"),),
        "pair_channel": ((pair,), {"channel": "meet", "link": ""}),
        "pair_goals": ((pair,), {"title": "Lire du code", "success": ""}),
        "pair_goal": ((pair, things["goal"].pk), {"title": "Lire", "success": "", "state": "ongoing"}),
        "session_plan": ((pair,), {**when, "is_repeated": ""}),
        "session_log": ((pair,), {**when, "date": day(-3), "notes": ""}),
        "session_ics": (planned,),
        "session": (planned, when),
        "session_notes": (planned, {"notes": "Relire le chapitre."}),
        "session_cancel": (planned, {"reason": "illness", "word": ""}),
        "session_feedback": (over, told),
        "feedback_by_link": ((letters.feedback_token(things["over"], things["pair"].mentee.person),), told),
        "help_act": ((things["request"].reference, "resoudre"), {"note": ""}),
    }
