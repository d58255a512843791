"""Whatever is typed in an address or a form, it is answered; the questionnaires have a test of their own."""

import re
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.forms import BaseForm, BooleanField, ChoiceField

from .addresses import names
from .asking import patient
from .places import Place, day, places
from .table import expected, roles

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
SCRIPT, IMAGE = "<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>"
MARKUP = SCRIPT + IMAGE + "{{ settings.SECRET_KEY }}{% load x %}%s%(x)s{0}' OR 1=1 --"
HOSTILE = [
    MARKUP,
    "\ud800",
    "\u202e\u200b\ufeff👩\u200d👩\u200d👧\r\nBcc: x@y.fr",
    "-1",
    "٣",
    "9" * 400,
    "a" * 30_000,
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
]
# Those that break on their own what reads them; the rest comes in every field at once.
SHORT = [MARKUP, "9" * 400, "0001-01-01"]
QUEUE = ["vue", "q", "cote", "campus", "formation", "domaine", "suivi", "drapeau", "tri", "page", "depuis"]
# Every parameter read in an address, by the name of the page.
PARAMETERS = {
    "account_login": ["next"],
    "account_login_password": ["next"],
    "alert_handle": ["retour"],
    "alert_write": ["retour"],
    "alerts": ["niveau", "suivi", "page"],
    "all_applications": ["q", "etat", "cote", "campus", "formation", "suivi", "tri", "page"],
    "application_step": ["retour"],
    "board": ["cote", "page", "voir", "q"],
    "board_person": ["page", "voir", "q", "retour"],
    "certificate_search": ["code"],
    "charter_settings": ["page"],
    "closing_reviews": ["q", "etat", "cote", "campus", "page"],
    "compare": ["pour", "retour"],
    "decide": ["modele", "vue", "q", "tri", "retour"],
    "email_journal": ["etat", "q", "page", "modele", "periode"],
    "data_looks": ["page"],
    "exclusions": ["page"],
    "feedback_by_link": ["lieu", "utilite"],
    "global_proposal": ["page"],
    "help_requests": ["q", "etat", "nature", "suivi", "page"],
    "help_workshops": ["vue", "page"],
    "interests": ["page"],
    "mail_preferences": ["un-clic"],
    "matching_restore": ["vu"],
    "matching_versions": ["page"],
    "news": ["page"],
    "pair_desk": ["histoire", "retour"],
    "pair_desk_write": ["a", "retour"],
    "person": ["histoire", "retour"],
    "pair_goals": ["titre"],
    "pairs": ["q", "etat", "alerte", "suivi", "campus", "formation", "duree", "tri", "page"],
    "person_merge": ["q", "retour"],
    "person_pair": ["cote", "q", "retour"],
    "person_write": ["retour"],
    "people": ["q", "role", "etat", "campus", "formation", "tri", "page"],
    "proposals": ["groupe", "page"],
    "queue": QUEUE,
    "programme_settings": ["page"],
    "catalogue_add": ["nom", "retour"],
    "catalogue_row": ["page"],
    "queue_batch": ["candidature", "vue", "q", "cote", "page"],
    "reason": ["page"],
    "skill_suggestions": ["page"],
    "queue_item": [*QUEUE, "decider", "retour"],
    "run": ["page", "sans"],
    "run_propose": ["mentee", "retour"],
    "session_move": ["date", "heure"],
    "session_plan": ["date", "heure"],
    "team": ["page"],
    "testimonials": ["page"],
    "suggestions": ["domaine", "duree", "rencontre", "ecartee", "page"],
    "agreement_heard": ["retour"],
    "email_detail": ["retour"],
    "help_request": ["retour"],
    "help_workshop": ["retour"],
    "help_workshop_cancel": ["retour"],
    "help_workshop_change": ["retour"],
    "help_write": ["retour"],
    "interest_decline": ["retour"],
    "merge_accounts": ["retour"],
    "news_campaign": ["retour"],
    "pair_desk_channel": ["retour"],
    "pair_desk_end": ["retour"],
    "pair_desk_note": ["retour"],
    "pair_desk_pause": ["retour"],
    "pair_exclude": ["retour"],
    "pair_propose": ["retour"],
    "proposal_cancel": ["retour"],
    "run_others": ["retour"],
    "team_withdraw": ["retour"],
}
READ = re.compile(r"request\.GET(?:\.get\(|\.getlist\(|\[)\"([\w-]+)\"|\"([\w-]+)\" in request\.GET")
# Forms the questionnaires' own test fills in every way.
TESTED = {"application_step", "application_autosave", "profile_step", "demo_switch"}
# Fields that views read beside their forms.
BESIDE = (
    "lue",
    "rendre",
    "confirme",
    "decision",
    "apercu",
    "essai",
    "asked",
    "is_opt_out_form",
    "tab",
    "website",
)


def test_every_parameter_read_is_listed():
    listed = {name for found in PARAMETERS.values() for name in found}
    for floor in ("mentoring", "applications", "matching", "followup"):
        for path in sorted((Path(settings.BASE_DIR) / floor).rglob("*.py")):
            if "tests" not in path.parts:
                read = {name for pair in READ.findall(path.read_text()) for name in pair if name}
                assert read <= listed, path.name


def reader(place, method):
    """The person of the first role, the visitor last, who is answered by the page itself."""
    everybody = reversed(roles(place.name))
    answered = (role for role in everybody if expected(place.name, method, role) in "or")
    role = next(answered, None)
    return role and place.person(role)


def encoded(data):
    return urlencode(data, doseq=True, errors="surrogatepass")


def faults(answer, *, is_nul=False):
    """Why this answer is none."""
    if is_nul:
        return [] if answer.status_code == 400 else [f"NUL {answer.status_code}"]
    text = answer.content.decode(errors="replace")
    wrong = [str(answer.status_code)] if answer.status_code >= 500 else []
    return wrong + [f"unescaped {word}" for word in (SCRIPT, "<img src=x") if word in text]


def mixed(names, turn):
    """One hostile value for each name, the next one for the next name: every pair in as many turns as there
    are values."""
    return {name: HOSTILE[(place + turn) % len(HOSTILE)] for place, name in enumerate(names)}


def different(tries):
    """Without what would be asked a second time: a form of one field, or of none."""
    return {encoded(data): data for data in tries}.values()


def got(world, place, data):
    with patient(place.name):
        return world.ask(reader(place, "get"), "get", f"{place.url}?{encoded(data)}")


def posted(world, person, place, data):
    form = "application/x-www-form-urlencoded"
    with patient(place.name):
        return world.ask(person, "post", place.url, encoded(data), content_type=form)


def test_every_parameter_of_an_address(world):
    everywhere, wrong = places(world, names()), []
    for name, parameters in PARAMETERS.items():
        place = everywhere[name]
        tries = [mixed(parameters, turn) for turn in range(len(HOSTILE))]
        tries += [{parameter: value} for parameter in parameters for value in SHORT]
        for data in different(tries):
            if found := faults(got(world, place, data)):
                wrong.append((name, data, found))
        wrong += faults(got(world, place, {parameters[0]: "a\x00b"}), is_nul=True)
    assert wrong == []


def fields_of(world, place, person):
    """{name: what it is tried with alone} of the forms the page shows and of the data known to be
    accepted."""
    with patient(place.name):
        page = world.ask(person, "get", place.url)
    shown = {id(value): value for layer in page.context or () for value in values_of(layer)}
    forms = [value for value in shown.values() if isinstance(value, BaseForm)]
    asked = {name: field for form in forms for name, field in form.fields.items()}
    names = sorted({*asked, *place.data})
    return {name: alone(asked.get(name)) for name in names}


def alone(field):
    """A choice is one of its list or is refused, whatever it is."""
    return SHORT[:1] if isinstance(field, (BooleanField, ChoiceField)) else SHORT


def values_of(layer):
    return (layer.flatten() if hasattr(layer, "flatten") else layer).values()


def writing(world):
    """(person, place) of every form of the site, each decision included."""
    for name, place in places(world, names()).items():
        person = reader(place, "post")
        if person and name not in TESTED:
            yield person, place
    file = world.things["file"]
    version = {"version": file.version}
    said = {"reason": "availability", "message": "", "reapply_from": day(30), "confirme": "oui"}
    for action, data in (
        ("valider", {"message": "", "is_excerpt_read": "on"}),
        ("preciser", {"question": "Quels soirs pouvez-vous ?", "due_on": day(8)}),
        ("refuser", said),
    ):
        yield "coordinator", Place("decide", (file.reference, action), data | version)
    yield "asked", Place("application_reply", (world.things["questioned"].reference,), {"text": "a" * 40})
    invited = (world.things["invitation"].reference,)
    yield "invited", Place("proposal_decline", invited, {"reason": "no_time", "text": ""})
    for action in ("planifier", "annuler", "prendre", "rouvrir"):
        yield "coordinator", Place("help_act", (world.things["request"].reference, action), {"note": ""})


def test_every_field_of_every_form(world):
    """One at a time in a form that is otherwise right, then all at once, twice, and none."""
    wrong, seen = [], 0
    for person, place in writing(world):
        fields = fields_of(world, place, person)
        seen += len(fields)
        tries = [place.data | {field: value} for field, alone in fields.items() for value in alone]
        tries += [place.data | dict.fromkeys(BESIDE, value) for value in SHORT[:1]]
        tries += [dict.fromkeys(fields, value) for value in ("", ["a", "b"])]
        tries += [mixed(fields, turn) for turn in range(len(HOSTILE))]
        for data in different([*tries, {}]):
            if found := faults(posted(world, person, place, data)):
                wrong.append((place.url, data, found))
        wrong += faults(posted(world, person, place, place.data | {"x": "a\x00b"}), is_nul=True)
    assert wrong == []
    assert seen > 100


def test_every_part_of_every_address(world):
    """In the place of an object: what no object is called."""
    wrong = []
    for name, place in places(world, names()).items():
        for method in ("get", "post"):
            person = reader(place, method)
            for arg in place.args if person else ():
                for value in ("9" * 22, "-1", "\ud800", "'", "x" * 2000):
                    url = place.url.replace(quote(str(arg)), quote(value, errors="surrogatepass"))
                    with patient(name):
                        answer = world.ask(person, method, url)
                    if answer.status_code >= 500 or (url != place.url and answer.status_code == 200):
                        wrong.append((method, url, answer.status_code))
    assert wrong == []
