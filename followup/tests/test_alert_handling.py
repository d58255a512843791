"""What the team does with an alert, and what is sent: to the team about a pair, by the team to a pair."""

import datetime
import functools

import pytest
import time_machine
from django.utils import timezone

from followup import mails_alerts
from followup.models import Alert, Mentorship
from followup.services import alerts, feedback, help_requests, pair_notes, person_letters
from followup.services.alerts import contacts, handling, words
from followup.services.alerts.page import Card, Group, complete
from followup.tests.factories import AlertFactory, MentoringSessionFactory, MentorshipFactory
from matching.tests.factories import ProposalFactory, in_days
from mentoring import help as help_desk
from mentoring.mail import drain, journal
from mentoring.models import Event, HelpRequest, NotAllowed
from mentoring.moves import move
from mentoring.tests.factories import CoordinatorFactory, UserFactory

from .alerting import NOON, ask, at, letters, over, tell

pytestmark = pytest.mark.django_db


# What the team does -----------------------------------------------------------------------------------


@pytest.mark.parametrize("target", Alert.State.values)
@pytest.mark.parametrize("state", Alert.State.values)
def test_the_map(pair, state, target):
    values = {
        "open": {},
        "snoozed": {"snoozed_until": in_days(7).date()},
        "resolved": {"note": "Fait", "closed_at": timezone.now()},
        "auto_closed": {"closed_at": timezone.now()},
    }
    none = {"snoozed_until": None, "note": "", "closed_at": None}
    alert = AlertFactory(mentorship=pair, state=state, **values[state])
    if target in Alert.SUCCESSORS[state]:
        move(alert, "test", target, by=None, **none | values[target])
        assert Alert.objects.get().state == target
    else:
        with pytest.raises(NotAllowed):
            move(alert, "test", target, by=None, **none | values[target])
        assert Alert.objects.get().state == state


def test_the_same_fact_handled_opens_nothing_a_new_one_does(pair, yanis, awa):
    tell(pair, yanis, is_contact_wanted=True)
    handling.handle(pair.alerts.get(), by=awa, note="Appel fait.")
    alerts.compute()
    alert = pair.alerts.get()
    assert (alert.state, alert.resolved_by, alert.note) == ("resolved", awa, "Appel fait.")
    assert Event.objects.get(reference=alert.reference, transition="handle").reason == "Appel fait."
    feedback.give(over(pair, 3), by=yanis, took_place="yes", is_contact_wanted=True)
    assert pair.alerts.live().count() == 1


def test_a_silence_that_was_handled_and_lasts_comes_back(pair, awa):
    MentoringSessionFactory(mentorship=pair, held=True, starts_at=at(-40))
    Mentorship.objects.update(started_on=at(-60).date(), planned_end_on=at(300).date())
    with time_machine.travel(NOON) as clock:
        alerts.compute()
        handling.handle(pair.alerts.get(), by=awa, note="Ils se revoient bientôt.")
        for day, number in ((1, 0), (34, 0), (36, 1)):
            clock.move_to(at(day))
            alerts.compute()
            assert pair.alerts.open().count() == number


def test_put_off_it_comes_back_by_itself(pair, awa, yanis):
    MentoringSessionFactory(mentorship=pair, held=True, starts_at=at(-40))
    Mentorship.objects.update(started_on=at(-60).date())
    with time_machine.travel(NOON) as clock:
        alerts.compute()
        alert = pair.alerts.get()
        assert handling.snooze(alert, by=awa) == at(7).date()
        for day, state in ((0, "snoozed"), (6, "snoozed"), (7, "open")):
            clock.move_to(at(day))
            alerts.compute()
            alert.refresh_from_db()
            assert alert.state == state
        assert alert.snoozed_until is None


def test_put_off_it_comes_back_sooner_for_a_new_fact(followed, yanis, awa):
    tell(followed, yanis, is_contact_wanted=True)
    handling.snooze(followed.alerts.get(), by=awa)
    feedback.give(over(followed, 3), by=yanis, took_place="yes", utility=4)
    assert followed.alerts.get().state == "snoozed"
    feedback.give(over(followed, 0.5), by=yanis, took_place="yes", is_contact_wanted=True)
    assert (followed.alerts.get().state, letters().count()) == ("open", 1)


def test_handling_needs_a_note_and_an_alert_that_is_open(pair, awa):
    alert = AlertFactory(mentorship=pair)
    for note in ("", "  "):
        with pytest.raises(NotAllowed, match="Écrivez"):
            handling.handle(alert, by=awa, note=note)
    handling.handle(alert, by=awa, note="Fait.")
    for act in (functools.partial(handling.handle, note="Encore."), handling.snooze, handling.take):
        with pytest.raises(NotAllowed, match="Traitée"):
            act(alert, by=awa)
    assert Alert.objects.get().note == "Fait."


def test_a_request_is_closed_with_its_alert_when_that_is_asked(pair, yanis, awa):
    ask(pair, yanis, "change")
    ask(pair, yanis, "tool")
    alert = pair.alerts.get()
    assert [request.kind for request in handling.requests_of(alert)] == ["pair"]
    handling.handle(alert, by=awa, note="Appel fait.", is_request_closed=True)
    states = dict(HelpRequest.objects.values_list("kind", "state"))
    assert (states, pair.alerts.get().state) == ({"pair": "done", "discord": "new"}, "resolved")


def test_somebody_takes_it(pair, awa):
    alert = AlertFactory(mentorship=pair)
    for _time in range(2):
        handling.take(alert, by=awa)
    assert Alert.objects.get().owner == awa
    assert Event.objects.filter(reference=alert.reference, transition="take").count() == 1


# What is sent -----------------------------------------------------------------------------------------


def test_the_letter_names_first_names_only_and_waits_for_the_day(followed, yanis, awa):
    with time_machine.travel(NOON.replace(hour=22)) as clock:
        session = over(followed)
        text = "SENTINELLE"
        feedback.give(session, by=yanis, took_place="yes", fit="no", team_text=text)
        mail = letters().get()
        assert (mail.subject.replace("\u202f", " "), mail.recipient) == ("À contacter : Nadia et Yanis", awa)
        assert "Yanis préfère changer" in mail.text
        assert f"/pilotage/alertes/#alerte-{Alert.objects.get().pk}" in mail.text
        for word in ("SENTINELLE", "Benali", "Traoré", yanis.email):
            assert word not in mail.text + mail.html
        drain.drain()
        assert letters().get().state == "scheduled"
        clock.move_to(NOON + datetime.timedelta(days=1))
        drain.drain()
        assert letters().get().state == "sent"


@pytest.mark.parametrize("act", [handling.snooze, functools.partial(handling.handle, note="Appel fait.")])
def test_a_letter_about_what_is_done_does_not_leave(followed, yanis, awa, act):
    ask(followed, yanis, "change")
    mail = letters().get()
    assert mails_alerts.is_to_contact(mail)
    act(Alert.objects.get(), by=awa)
    assert not mails_alerts.is_to_contact(mail)


def test_a_pair_nobody_follows_is_told_to_all(pair, yanis):
    pair.coordinator = UserFactory()  # whoever followed it has left the team
    pair.save()
    team = [CoordinatorFactory(), CoordinatorFactory()]
    CoordinatorFactory(is_active=False)
    ask(pair, yanis, "change")
    assert [mail.recipient for mail in letters().order_by("recipient")] == team


def test_a_word_of_the_team(followed, nadia, yanis, awa):
    for _time in range(2):
        handling.write(followed, by=awa, to=[nadia, yanis], text="Bonjour à vous.\n\nTout va bien ?")
    mails = letters("team_message").order_by("recipient")
    assert [mail.recipient for mail in mails] == [nadia, yanis]
    for mail in mails:
        assert (mail.category, mail.reply_to) == ("D", awa.email)
        assert "Tout va bien ?" in mail.text
        assert "Awa, pour l’équipe" in mail.text
        assert f"/binomes/{followed.reference}/" in mail.text
    event = Event.objects.get(reference=followed.reference, transition="team_message")
    assert event.payload["to"] == ["mentor", "mentee"]


def test_the_last_contact_is_a_word_that_was_not_taken_back_or_an_alert_handled(followed, yanis, awa):
    card = Card(AlertFactory(mentorship=followed))

    def contact():
        complete([Group("", "", 1, [card])])
        return card.contact and card.contact.at

    assert contact() is None
    handling.write(followed, by=awa, to=[yanis], text="Un mot")
    assert contact() == letters("team_message").get().created_at
    journal.cancel(letters("team_message").get(), by=awa)
    assert contact() is None
    done = AlertFactory(mentorship=followed, resolved=True, fact="autre")
    assert contact() == done.closed_at


def test_the_team_is_in_touch_by_whatever_it_does(followed, nadia, yanis, awa):
    def contact():
        return contacts.last([followed]).get(followed.pk)

    def written_to(person):
        return letters("team_message").filter(recipient=person).latest("pk")

    assert contact() is None
    note = pair_notes.add(followed, by=awa, text="Appel fait mardi.")
    assert contact().at == note.created_at
    person_letters.write(yanis, by=awa, text="Un mot")
    assert contact().message == written_to(yanis)
    asked = help_desk.ask("contact", person=nadia, message="Une question")
    help_requests.write(asked, by=awa, text="Voilà.")
    assert contact().message == written_to(nadia)
    help_requests.plan(asked, by=awa, note="Appel jeudi")
    assert contact() == contacts.Contact(Event.objects.filter(transition="plan").latest("pk").at)
    asked = help_desk.ask("pair", person=yanis, message="Une autre", about=followed.reference)
    help_requests.close(asked, by=awa)
    assert contact().at == Event.objects.get(transition="close").at


def test_another_pair_of_the_mentor_is_another_matter(followed, nadia, awa):
    other = MentorshipFactory(proposal=ProposalFactory(mentor=followed.mentor, accepted=True))
    handling.write(other, by=awa, to=[nadia], text="Un mot")
    asked = help_desk.ask("pair", person=nadia, message="Une question", about=other.reference)
    help_requests.write(asked, by=awa, text="Voilà.")
    help_requests.close(asked, by=awa)
    assert set(contacts.last([followed, other])) == {other.pk}


def test_a_request_taken_in_hand_is_no_contact_yet(followed, yanis, awa):
    asked = help_desk.ask("contact", person=yanis, message="Une question")
    help_requests.write(asked, by=awa, text="Voilà.")
    journal.cancel(letters("team_message").get(), by=awa)
    assert contacts.last([followed]) == {}


def test_many_pairs_are_asked_about_in_as_many_queries_as_one(followed, awa, django_assert_num_queries):
    for number in (1, 6):
        MentorshipFactory.create_batch(number - 1)
        pairs = list(Mentorship.objects.with_people())
        assert len(pairs) == number
        for pair in pairs:
            pair_notes.add(pair, by=awa, text="Appel fait.")
            help_desk.ask("contact", person=pair.mentee.person, message="Une question")
        with django_assert_num_queries(5):
            assert len(contacts.last(pairs)) == number


@pytest.mark.parametrize("rule", Alert.Rule)
def test_each_rule_has_its_words_for_each_person(pair, nadia, yanis, rule):
    values = {"rhythm": 14, "number": 3}
    about = None if rule in ("no_first", "silent", "missed2", "no_feedback", "overdue_end") else nadia
    alert = AlertFactory(mentorship=pair, rule=rule, person=about, values=values)
    assert "{" not in words.sentence(alert) + words.action(alert) + words.draft(alert)
    assert "Nadia" not in words.draft(alert) + words.draft(alert)
    expected = {None: (nadia, yanis), nadia: (yanis if rule == "left" else nadia,)}
    assert words.addressed(alert) == expected[about]
    assert bool(words.warning(alert)) == (about is not None and rule != "left")


def test_the_sentences_of_the_specification(pair, nadia):
    def said(rule, person=None, **fields):
        alert = AlertFactory(mentorship=pair, rule=rule, person=person, **fields)
        return words.sentence(alert)

    assert said("silent", since=in_days(-34)) == "Silence depuis 34 jours (rythme prévu : 14)".replace(
        " :", "\u202f:"
    )
    assert said("no_first", since=in_days(-12), values={}) == "Pas encore de première séance (J+12)"
    assert said("missed2", values={"number": 2}) == "2 séances de suite n’ont pas eu lieu"
    assert said("no_feedback", values={"number": 3}) == "Aucun retour sur 3 séances"
    assert said("report", nadia) == "Signalement de Nadia"
