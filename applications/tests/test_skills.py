"""Two skills that become one, wherever an answer names them; and the words people wrote themselves."""

import pytest

from applications import extensions
from applications.models import IgnoredWord, ProfileSkill, Skill
from applications.options import Kind
from applications.questionnaire.catalogue import Catalogue
from applications.questionnaire.summary import draft_forms, summary
from applications.services import profiles, submission
from applications.services.catalogue import lists, skills
from applications.tests.drafting import drafted, sent
from applications.tests.factories import ApplicationFactory, ProfileFactory
from mentoring.models import Event, NotAllowed

pytestmark = pytest.mark.django_db
NOT_THERE = "déjà été traitée"


@pytest.fixture
def k8s():
    return Skill.objects.create(
        code="k8s", label="K8s", category="Infra", synonyms=["kube"], position=99, is_active=True
    )


@pytest.fixture
def kubernetes():
    row = Skill.objects.get(code="kubernetes")
    row.synonyms = ["helm"]
    row.save()
    return row


def levels(profile):
    return {row.skill.code: (row.level, row.is_priority) for row in profile.skills.select_related("skill")}


class TestMerging:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ({"k8s": 2}, {"kubernetes": (2, False)}),
            ({"k8s": 3, "kubernetes": 1}, {"kubernetes": (3, False)}),
            ({"k8s": 1, "kubernetes": 2}, {"kubernetes": (2, False)}),
            ({"docker": 1}, {"docker": (1, False)}),
        ],
    )
    def test_the_higher_level_is_kept(self, awa, k8s, kubernetes, before, after):
        profile = ProfileFactory(mentor=True, skills=before)
        skills.merge(k8s, kubernetes, by=awa)
        assert levels(profile) == after

    def test_so_is_the_priority(self, awa, k8s, kubernetes):
        profile = ProfileFactory(skills={"k8s": 0, "kubernetes": 1})
        ProfileSkill.objects.filter(skill=k8s).update(is_priority=True)
        skills.merge(k8s, kubernetes, by=awa)
        assert levels(profile) == {"kubernetes": (1, True)}

    def test_its_names_become_synonyms(self, awa, k8s, kubernetes):
        assert skills.merge(k8s, kubernetes, by=awa) == 0
        kubernetes.refresh_from_db()
        assert kubernetes.synonyms == ["helm", "K8s", "kube"]
        k8s.refresh_from_db()
        assert (k8s.is_active, k8s.merged_into) == (False, kubernetes)
        events = {event.transition: event.payload for event in Event.objects.all()}
        assert events["merge_skill"]["into"] == "Kubernetes"
        assert events["save_skill"]["before"] == {"synonyms": ["helm"]}

    def test_the_floors_above_are_told(self, awa, k8s, kubernetes, monkeypatch):
        told = []
        monkeypatch.setattr(extensions, "_writings", [told.append])
        profile = ProfileFactory(mentor=True, skills={"k8s": 2})
        ProfileFactory(mentor=True, skills={"docker": 2})
        assert skills.merge(k8s, kubernetes, by=awa) == 1
        assert told == [profile]

    def test_a_chain_ends_where_it_ends(self, awa, k8s, kubernetes):
        kube = Skill.objects.create(code="kube", label="Kube", category="Infra")
        skills.merge(kube, k8s, by=awa)
        skills.merge(k8s, kubernetes, by=awa)
        assert Skill.objects.get(code="kube").merged_into == kubernetes
        assert Catalogue().label("skill", "kube") == "Kubernetes"

    def test_not_into_itself_nor_what_is_archived(self, awa, k8s, kubernetes):
        with pytest.raises(NotAllowed):
            skills.merge(k8s, k8s, by=awa)
        lists.archive(lists.LISTS["competences"], kubernetes, by=awa)
        with pytest.raises(NotAllowed):
            skills.merge(k8s, kubernetes, by=awa)

    def test_once(self, awa, k8s, kubernetes):
        skills.merge(k8s, kubernetes, by=awa)
        for act in (
            lambda: skills.merge(k8s, kubernetes, by=awa),
            lambda: lists.restore(lists.LISTS["competences"], k8s, by=awa),
        ):
            with pytest.raises(NotAllowed, match="fusionnée"):
                act()

    def test_what_was_merged_is_not_deleted(self, awa, k8s, kubernetes):
        skills.merge(k8s, kubernetes, by=awa)
        with pytest.raises(NotAllowed):
            lists.remove(lists.LISTS["competences"], kubernetes, by=awa)


class TestAnswersThatNameIt:
    def offer(self, *rows):
        return {"skills": [{"skill": code, "level": level} for code, level in rows]}

    @pytest.mark.parametrize(
        ("rows", "read"),
        [
            ([("k8s", 2), ("docker", 1)], [("kubernetes", 2), ("docker", 1)]),
            ([("k8s", 3), ("kubernetes", 1)], [("kubernetes", 3)]),
            ([("kubernetes", 3), ("k8s", 1)], [("kubernetes", 3)]),
        ],
    )
    def test_a_draft_is_understood_and_sent(self, awa, k8s, kubernetes, rows, read):
        application = drafted(Kind.MENTOR, offre=self.offer(*rows))
        skills.merge(k8s, kubernetes, by=awa)
        form = next(form for step, _row, form in draft_forms(application) if step.slug == "offre")
        assert form.is_valid()
        assert [(row["skill"], row["level"]) for row in form.cleaned_data["skills"]] == read
        sent_one = submission.submit(application, by=application.person)
        assert levels(sent_one.profile) == {code: (level, False) for code, level in read}

    def test_the_page_shows_the_other_one_chosen(self, client, awa, k8s, kubernetes):
        application = drafted(Kind.MENTOR, offre=self.offer(("k8s", 2)))
        skills.merge(k8s, kubernetes, by=awa)
        client.force_login(application.person)
        page = client.get("/candidature/mentor/offre/").content.decode()
        assert '<option value="kubernetes" data-synonyms="helm K8s kube" selected>' in page
        assert 'value="k8s"' not in page

    def test_what_was_sent_is_read_as_the_other(self, awa, k8s, kubernetes):
        application = sent(Kind.MENTOR, offre=self.offer(("k8s", 2)))
        skills.merge(k8s, kubernetes, by=awa)
        words = {question: value for _step, lines in summary(application) for question, value, _long in lines}
        assert "Kubernetes\u202f: à l’aise" in words["Compétences techniques que vous pouvez transmettre"]
        application.profile.skills.all().delete()
        assert levels(profiles.fill(application)) == {"kubernetes": (2, False)}


def said(text, **more):
    return ApplicationFactory(mentor=True, answers={"offre": {"skills_other": text}}, **more)


class TestSuggestions:
    def test_they_are_counted_in_their_first_spelling(self):
        said("Rust, Elixir")
        said("rust et Go")
        said("RUST ; rust")
        found = [(one.word, one.count) for one in skills.suggestions()]
        assert found == [("Rust", 3), ("Elixir", 1), ("Go", 1)]

    def test_what_the_list_knows_is_none(self):
        said("python, k8s, HTML et CSS")
        assert [one.word for one in skills.suggestions() if one.key in ("python", "k8s")] == []

    @pytest.mark.parametrize("state", ["rejected", "draft"])
    def test_nor_what_left_or_was_not_sent(self, state):
        said("Rust", **{state: True})
        assert skills.suggestions() == []

    def test_a_mentee_suggests_nothing(self):
        ApplicationFactory(answers={"offre": {"skills_other": "Rust"}})
        assert skills.suggestions() == []

    def test_a_word_is_another_name(self, awa):
        said("Py3")
        skills.attach("py3", Skill.objects.get(code="python"), by=awa)
        assert "Py3" in Skill.objects.get(code="python").synonyms
        assert skills.suggestions() == []
        assert Event.objects.get().transition == "save_skill"

    def test_a_word_is_left_aside(self, awa):
        said("Cuisine")
        skills.ignore("cuisine", by=awa)
        assert skills.suggestions() == []
        assert IgnoredWord.objects.get().word == "cuisine"

    def test_a_word_is_added(self, awa):
        said("Rust")
        values = {"label": "Rust", "category": "Back-end", "synonyms": []}
        lists.add(lists.LISTS["competences"], values, by=awa)
        assert skills.suggestions() == []

    def test_a_colleague_did_it_already(self, awa, julien):
        said("Rust")
        skills.ignore("rust", by=julien)
        with pytest.raises(NotAllowed, match=NOT_THERE):
            skills.attach("rust", Skill.objects.get(code="python"), by=awa)
        with pytest.raises(NotAllowed, match=NOT_THERE):
            skills.ignore("rust", by=awa)
