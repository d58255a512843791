"""For each URL name: the arguments that reach it, whom they belong to, and a POST it accepts."""

import datetime
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from applications.tests.drafting import posted
from followup.services import confirmations, letters, profile_reviews
from matching.forms import SettingsForm
from matching.models import MatchingSettings
from matching.services import tokens
from mentoring import programme
from mentoring.mail import links
from mentoring.models import Programme

from .addresses import names
from .twins import two_accounts

CHARTER = "## Nos engagements #engagements\n\n- Le rythme se choisit à deux."
WORDS = {"subject": "Reprise", "body": "Avec {{ prenom }}."}
NEWS = {"subject": "Le printemps", "text": "Dix binômes de plus.", "audience": "both"}


@dataclass
class Place:
    """`owners` says who stands for a role here, where it is not the usual person."""

    name: str
    args: tuple = ()
    data: dict = field(default_factory=dict)
    owners: dict = field(default_factory=dict)
    query: str = ""
    is_row: bool = False  # the page of one row of the admin

    @property
    def url(self):
        return reverse(self.name, args=self.args) + self.query

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


def readings(world):
    """(person, place): what else people read of each other, beside what each role is answered."""
    things, profiles = world.things, world.profiles
    asked, other = (things["invitation"].reference,), (things["other_pair"].reference,)
    for person in ("stranger", "invited", "mentor", "mentee", "coordinator"):
        yield person, Place("proposal", asked)
        yield person, Place("proposal_decline", asked)
    for person in ("stranger", "charge", "mentor", "mentee", "coordinator"):
        yield person, Place("pair", other)
        yield person, Place("session", (*other, things["other_planned"].public_id))
        yield person, Place("session", (*other, things["other_held"].public_id))
        yield person, Place("session_feedback", (*other, things["other_held"].public_id))
    for person in ("elder", "junior", "mentor"):
        yield person, Place("pair", (things["ending_pair"].reference,))
    for person in ("mentee", "charge", "seeker", "wished", "learner", "invited", "junior"):
        yield person, Place("profile", ("mentee",))
        yield person, Place("space")
    workshop = (things["workshop"].reference,)
    for person in ("mentee", "stranger", "charge", "coordinator"):
        yield person, Place("discord_workshop", workshop)
        yield person, Place("workshop_ics", workshop)
    yield "mentee", Place("profile_step", ("mentee", "echanges"))
    for step in ("parcours", "motivation", "offre"):
        yield "mentor", Place("profile_step", ("mentor", step))
    for name, profile in profiles.items():
        yield "coordinator", Place("board_person", (profile.public_id,))
        if name in ("seeker", "wished", "charge", "invited"):
            for mentor in ("mentor", "stranger"):
                yield mentor, Place("suggestion", (tokens.token_for(profiles[mentor], profile),))
    run, line = things["run"].reference, things["line"].mentee.public_id
    yield "coordinator", Place("run_propose", (run,), query=f"?mentee={line}")
    for person in world.people.values():
        yield "coordinator", Place("person", (person.public_id,))
    yield "coordinator", Place("queue_batch", ("valider",), query=f"?candidature={things['file'].reference}")
    for view in ("precisions", "attente", "question", "decidees"):
        yield "coordinator", Place("queue", query=f"?vue={view}")
    yield "coordinator", Place("alert_handle", (things["handled"].pk,))
    for thing in ("file", "questioned", "refused"):
        for person in ("applicant", "asked", "mentor"):
            yield person, Place("application_status", (things[thing].reference,))
            yield person, Place("application_reply", (things[thing].reference,))
        yield "coordinator", Place("queue_item", (things[thing].reference,))


def account(world):
    person, email = world.people["mentee"], world.things["email"]
    preferences = {"is_session_on": "on", "is_follow_up_on": "on", "muted_until": ""}
    who = {"first_name": "Lina", "last_name": "Petit", "phone": "", "timezone": "Europe/Paris"}
    new = "avancez-a-deux-en-2027"
    key = (world.things["key"].pk,)
    return {
        "account_login": ((), {"email": "quelquun@exemple.org"}),
        "account_request_login_code": ((), {"email": "quelquun@exemple.org"}),
        "account_confirm_login_code": ((), {"code": "123456"}),
        "account_login_password": ((), {"login": "quelquun@exemple.org", "password": "inconnu"}),
        "demo_switch": ((), {"account": "awa"}),
        "account": ((), who),
        "programme_settings": ((), programme.values(Programme.current()) | {"seen": programme.seen()}),
        "account_email": ((), {"email": "nouvelle@exemple.org", "action_add": ""}),
        "account_change_password": ((), {"oldpassword": "inconnu", "password1": new, "password2": new}),
        "account_set_password": ((), {"password1": new, "password2": new}),
        "account_reauthenticate": ((), {"password": "inconnu"}),
        "mfa_edit_webauthn": (key, {"name": "Ma clé"}, {"mentee": "seeker"}),
        "mfa_remove_webauthn": (key, {}, {"mentee": "seeker"}),
        "mail_settings": ((), preferences),
        "mail_preferences": ((links.preferences_token(person),), preferences),
        "news": ((), NEWS),
        "news_campaign": ((world.things["news"].reference,), NEWS),
        "news_act": ((world.things["news"].reference, "envoyer"),),
        "email_detail": ((email.public_id,),),
        "email_html": ((email.public_id,),),
        "email_act": ((email.public_id, "annuler"),),
        "charter_settings": ((), {"text": CHARTER, "changes": "Un rythme à deux.", "seen": "0"}),
        **dict.fromkeys(("charter_publish", "charter_discard"), ((), {"seen": "0"})),
        "charter_version": (("1",),),
        "charter_sign": ((), {"charter_ok": "on", "version": "1"}),
        "team": ((), {"email": "collegue@exemple.org"}),
        "team_withdraw": ((world.people["superuser"].public_id,),),
        "email_text": (("pair_resumed",), WORDS | {"seen": "0"}),
        "email_text_restore": (("pair_resumed", 0), {"seen": "0"}),
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
        "catalogue": (("campus",),),
        "catalogue_add": (("formations",), {"label": "Titre neuf", "short_label": "", "family": ""}),
        "catalogue_row": (("savoir-etre", "leadership"), {"label": "Mener un groupe", "seen": "0"}),
        "catalogue_act": (("campus", "lille", "monter"),),
        "skill_merge": (("react",), {"skill": "vue", "confirme": "oui"}),
        "reason": (
            ("attente", "workload"),
            {"label": "Cours", "message": "Merci.", "is_active": "on", "seen": "0"},
        ),
        "reason_restore": (("refus", "charter"), {"seen": "0"}),
        "reason_back": (("refus", "charter"), {"seen": "0"}),
        "skill_attach": ((), {"word": "rust", "skill": "python"}),
        "skill_ignore": ((), {"word": "rust"}),
        "queue_item": (reference,),
        "queue_batch": (
            ("attente",),
            {
                "candidature": f"{file.reference}:{file.version}",
                "reason": "starts_later",
                "revisit_on": day(30),
                "message": "",
                "confirme": "oui",
            },
        ),
        "queue_prospects": (reference,),
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
    settings = SettingsForm.data_of(MatchingSettings.current())
    run, removed = things["run"].reference, things["removed"].mentee.public_id
    line = (run, things["line"].mentee.public_id)
    choices = {"floor": 50, "gamma": 2, "campus": "", "formation": "", "domain": ""}
    return {
        "board_person": ((profiles["learner"].public_id,),),
        "compare": (two,),
        "pair_propose": (two, {"team_line": ""}),
        "pair_pin": (two,),
        "pair_unpin": (prepared,),
        "pair_exclude": (two, {"note": "Se connaissent."}),
        "exclusion_lift": ((exclusion.mentor.public_id, exclusion.mentee.public_id, exclusion.reason),),
        "global_proposal": ((), choices),
        "run": ((run,),),
        "run_state": ((run,),),
        "run_recompute": ((run,),),
        "run_propose": ((run,), {"mentee": line[1]}),
        "run_take_back": ((run,),),
        "run_remove": (line,),
        "run_restore": ((run, removed),),
        "run_others": (line,),
        "run_replace": ((run, removed, profiles["mentor"].public_id),),
        "proposal_cancel": (question, {"reason": "mistake", "text": ""}),
        "interest_decline": ((things["interest"].reference,), {"reason": "other", "message": ""}),
        "proposal_remind": (question,),
        "proposal_extend": (question,),
        "proposal_undo": (question,),
        "matching_settings": ((), {**settings, "floor": 55, "reason": "Essai.", "confirme": "oui"}),
        "matching_restore": ((things["version"].pk,),),
        "matching_mode": ((), {"mode": "coordinator", "seen": "mixed", "confirme": "oui"}),
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
    ending, ended = (things["ending_pair"].reference,), {"mentor": "elder", "mentee": "junior"}
    mine = things["pair"].mentee
    link = confirmations.path(profile_reviews.CODE, mine.person, profile_reviews.subject_of(mine))
    return {
        "pair": ((pair,),),
        "pair_step": ((pair, "bonjour"),),
        "pair_channel": ((pair,), {"channel": "meet", "link": ""}),
        "pair_pause": ((pair,), {"until": day(20), "word": "", "reason": ""}),
        "pair_resume": ((pair,),),
        "pair_extend": ((pair,), {"months": "2"}),
        "pair_end": ((pair,), {"reason": "time"}),
        "pair_reopen": (ending, {}, ended),
        "pair_review": (ending, {"recommendation": "9", "another": "later"}, ended),
        "check_in": ((pair, 1), {"going": "well", "rhythm": "right", "team_text": ""}),
        "pair_ask": ((pair,), {"matter": "pair", "message": "Une idée ?", "contact": "email"}),
        "certificate": ((pair,),),
        "certificate_pdf": ((pair,),),
        "certificate_check": ((things["certificate"].code,),),
        "quote_withdraw": ((pair,),),
        "closing_review_act": ((things["closed_review"].pk, "relu"),),
        "testimonial_act": ((things["closed_review"].pk, "publier"),),
        "pair_goals": ((pair,), {"title": "Lire du code", "success": ""}),
        "pair_goal": ((pair, things["goal"].pk), {"title": "Lire", "success": "", "state": "ongoing"}),
        "session_plan": ((pair,), {**when, "is_repeated": ""}),
        "session_log": ((pair,), {**when, "date": day(-3), "notes": ""}),
        "session_ics": (planned,),
        "session": (planned,),
        "session_move": (planned, when),
        "session_notes": (planned, {"notes": "Relire le chapitre."}),
        "session_cancel": (planned, {"reason": "illness", "word": ""}),
        "session_feedback": (over, told),
        "confirm": (link.split("/")[2:3],),
        "feedback_by_link": ((letters.feedback_token(things["over"], things["pair"].mentee.person),), told),
        "calendar_act": (("ouvrir",),),
        "calendar_feed": ((things["feed"].token,),),
        "discord_steps": ((), {"etapes": ["account", "browser"]}),
        "discord_ease": ((), {"reponse": "oui"}),
        "discord_help": ((), {"device": "phone", "troubles": ["call"], "message": "", "reach": "email"}),
        "discord_workshop": ((things["workshop"].reference,),),
        "workshop_ics": ((things["workshop"].reference,),),
        "workshop_act": ((things["workshop"].reference, "inscription"),),
        "alert_handle": ((things["alert"].pk,), {"note": "Appel fait."}),
        "alert_write": ((things["alert"].pk,), {"to": ["mentee"], "text": "Quand puis-je vous appeler ?"}),
        "alert_snooze": ((things["alert"].pk,),),
        "alert_take": ((things["alert"].pk,),),
        "pair_desk": ((pair,),),
        "pair_desk_follow": ((pair,),),
        "pair_desk_write": ((pair,), {"to": ["mentor", "mentee"], "text": "Comment avancez-vous ?"}),
        "pair_desk_channel": ((pair,), {"channel": "meet", "link": ""}),
        "pair_desk_pause": ((pair,), {"until": day(20), "word": "", "reason": ""}),
        "pair_desk_resume": ((pair,),),
        "pair_desk_note": ((pair,), {"text": "Appel fait mardi."}),
        "pair_desk_note_remove": ((pair, things["pair_note"].pk),),
        "pair_desk_end": (
            (pair,),
            {"reason": "time", "word_mentor": "", "word_mentee": "Merci.", "note": "", "confirme": "oui"},
        ),
        "person": ((mine.person.public_id,),),
        "person_pair": ((mine.person.public_id,),),
        "pair_by_hand": (
            (world.profiles["mentor"].public_id, world.profiles["learner"].public_id),
            {"note": "Vus ensemble mardi."},
        ),
        "person_write": ((mine.person.public_id,), {"text": "Comment allez-vous ?"}),
        "person_export": ((mine.person.public_id,),),
        **two_accounts(world),
        **help_desk(world),
        "data_export": ((things["export"].public_id,),),
        "data_deletion": ((), {"word": "SUPPRIMER"}),
    }


def help_desk(world):
    things = world.things
    asked, workshop = (things["request"].reference,), things["workshop"]
    reference, coordinator = (workshop.reference,), world.people["coordinator"]
    meeting = {"date": day(12), "time": "18:30", "minutes": "45", "capacity": "4", "host": coordinator.pk}
    link = {"link": "https://meet.example/autre"}
    return {
        "help_request": (asked,),
        "help_write": (asked, {"text": "Quand puis-je vous appeler ?"}),
        "help_act": ((*asked, "resoudre"), {"note": ""}),
        "help_workshop_open": ((), meeting | link),
        "help_workshop": (reference,),
        "help_workshop_change": (reference, {**meeting, **link, "seen": workshop.version}),
        "help_workshop_cancel": (reference,),
        "help_workshop_add": (reference, {"email": world.people["mentor"].email}),
        "help_workshop_remove": ((*reference, workshop.registrations.first().pk),),
        "help_workshop_attendance": (reference,),
        "help_workshop_tell": (reference,),
    }


# Personal pages with an object in their address: who else, of the same kind as its owner, is turned away.
OF_AN_APPLICATION = ("status", "received", "reply", "withdraw", "review")
OF_A_PROPOSAL = ("proposal", "proposal_accept", "proposal_decline", "interest_withdraw")
OF_A_PAIR = (
    *("pair", "pair_step", "pair_channel", "pair_goals", "pair_goal", "session_plan", "session_log"),
    *("pair_pause", "pair_resume", "pair_extend", "pair_end", "pair_reopen", "pair_review"),
    *("pair_ask", "check_in", "certificate", "certificate_pdf", "quote_withdraw"),
)
OF_A_SESSION = (
    *("session_ics", "session", "session_move", "session_notes", "session_cancel", "session_feedback"),
)


def foreign(world):
    """(person, place): the address is right, the person is another mentee, mentor or applicant."""
    everywhere = places(world, names())
    for name in OF_AN_APPLICATION:
        place = everywhere[f"application_{name}"]
        yield ("mentee" if place.owners else "asked"), place
    for name in OF_A_PROPOSAL:
        yield "charge", everywhere[name]
        yield "stranger", everywhere[name]
    for name in OF_A_PAIR + OF_A_SESSION:
        yield "charge", everywhere[name]
        yield "seeker", everywhere[name]
    # One's own pair in the address does not lend a session, or a goal, of another's.
    own, things = world.things["other_pair"].reference, world.things
    for name in OF_A_SESSION:
        thing = "over" if name == "session_feedback" else "planned"
        yield "stranger", Place(name, (own, things[thing].public_id), everywhere[name].data)
    yield "charge", Place("pair_goal", (own, things["goal"].pk), everywhere["pair_goal"].data)
    yield "charge", everywhere["data_export"]
    yield "coordinator", everywhere["data_export"]
