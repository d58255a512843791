"""The lists a programme edits: rows added, renamed, ordered, archived, deleted if nobody chose them."""

import pytest
from django.db import IntegrityError, transaction

from applications.models import Campus, Domain, Formation, Skill, SoftSkill
from applications.options import Kind
from applications.questionnaire.catalogue import Catalogue
from applications.services.catalogue import lists
from applications.services.catalogue.lists import LISTS
from applications.tests.drafting import drafted, sent
from applications.tests.factories import ProfileFactory
from mentoring import changes
from mentoring.models import Event, NotAllowed
from mentoring.names import Taken

pytestmark = pytest.mark.django_db
CAMPUS, FORMATIONS, SKILLS, DOMAINS = (
    LISTS[slug] for slug in ("campus", "formations", "competences", "domaines")
)
BREST = {"label": "Brest", "region": "Bretagne", "timezone": "Europe/Paris"}


def codes(one):
    return [row.code for row in lists.offered(one)]


def skill(code):
    return Skill.objects.get(code=code)


def change(one, row, values, by):
    return lists.change(one, row, values, by=by, seen=changes.mark(row, one.save))


class TestAdding:
    def test_a_row_comes_last(self, awa):
        row = lists.add(CAMPUS, BREST, by=awa)
        assert (row.code, codes(CAMPUS)[-1]) == ("brest", "brest")
        assert Event.objects.get().transition == "add_campus"
        assert ("brest", "Brest") in Catalogue().choices("campus")

    def test_a_skill_comes_last_of_its_category(self, awa):
        lists.add(SKILLS, {"label": "Rust", "category": "Back-end", "synonyms": []}, by=awa)
        found = dict(Catalogue().skills_by_category())
        assert list(found)[:2] == ["Web", "Back-end"]
        assert found["Back-end"][-1].code == "rust"

    @pytest.mark.parametrize("label", ["montreuil", " MONTREUIL ", "Móntreuil"])
    def test_a_name_is_there_once(self, awa, label):
        with pytest.raises(Taken, match="existe déjà"):
            lists.add(CAMPUS, BREST | {"label": label}, by=awa)

    @pytest.mark.parametrize(
        ("label", "code"),
        [("Ajouter", "ajouter-2"), ("Suggestions", "suggestions-2"), ("C++", "c"), ("!!!", "skill")],
    )
    def test_every_name_has_a_code(self, awa, label, code):
        assert lists.add(SKILLS, {"label": label, "category": "Web", "synonyms": []}, by=awa).code == code

    def test_names_may_look_alike(self, awa):
        found = [
            lists.add(SKILLS, {"label": label, "category": "Web", "synonyms": []}, by=awa).code
            for label in ("C++", "C", "C --")
        ]
        assert found == ["c", "c-2", "c-3"]

    def test_a_long_name_is_not_too_long_a_code(self, awa):
        assert len(lists.add(FORMATIONS, {"label": "Titre " * 20}, by=awa).code) <= 40

    def test_there_are_six_domains(self, awa):
        with pytest.raises(NotAllowed, match="six domaines"):
            lists.add(DOMAINS, {"label": "Santé"}, by=awa)


class TestChanging:
    def test_the_code_stays(self, awa):
        row = Campus.objects.get(code="lyon")
        event = change(CAMPUS, row, {"label": "Lyon Vaise"}, awa)
        assert event.payload["before"] == {"label": "Lyon"}
        assert Catalogue().label("campus", "lyon") == "Lyon Vaise"

    def test_a_name_may_change_its_case(self, awa):
        assert change(CAMPUS, Campus.objects.get(code="lyon"), {"label": "LYON"}, awa)

    def test_a_name_of_another_is_refused(self, awa):
        with pytest.raises(Taken):
            change(CAMPUS, Campus.objects.get(code="lyon"), {"label": "Lille"}, awa)
        assert Campus.objects.get(code="lyon").label == "Lyon"
        assert not Event.objects.exists()

    def test_a_colleague_was_there(self, awa, julien):
        row = Campus.objects.get(code="lyon")
        change(CAMPUS, row, {"label": "Lyon 9"}, julien)
        with pytest.raises(NotAllowed, match="Julien"):
            lists.change(CAMPUS, row, {"label": "Lyon 3"}, by=awa, seen=0)

    def test_another_category_takes_the_skill_there(self, awa):
        change(SKILLS, skill("react"), {"category": "Back-end"}, awa)
        found = dict(Catalogue().skills_by_category())
        assert "react" in {row.code for row in found["Back-end"]}
        order = [row.category for row in Skill.objects.offered()]
        assert len(list(dict.fromkeys(order))) == sum(
            one != two for one, two in zip(order, [None, *order], strict=False)
        )

    def test_a_domain_is_renamed(self, awa):
        row = Domain.objects.get(code="career")
        change(DOMAINS, row, {"label": "Orientation", "hint": "choix", "question": ""}, awa)
        assert Domain.objects.get(code="career").label == "Orientation"


class TestOrder:
    def test_up_and_down(self, awa):
        row = Campus.objects.get(code="lille")
        before = codes(CAMPUS)
        lists.shift(CAMPUS, row, -1, by=awa)
        assert codes(CAMPUS)[:2] == ["lille", "montreuil"]
        lists.shift(CAMPUS, row, 1, by=awa)
        assert codes(CAMPUS) == before

    @pytest.mark.parametrize(("code", "step"), [("montreuil", -1), ("distance", 1)])
    def test_nothing_beyond_the_ends(self, awa, code, step):
        before = codes(CAMPUS)
        lists.shift(CAMPUS, Campus.objects.get(code=code), step, by=awa)
        assert codes(CAMPUS) == before
        assert not Event.objects.exists()

    def test_a_skill_stays_in_its_category(self, awa):
        before = codes(SKILLS)
        last = dict(Catalogue().skills_by_category())["Web"][-1]
        lists.shift(SKILLS, last, 1, by=awa)
        assert codes(SKILLS) == before


class TestArchives:
    def test_not_offered_any_more_but_kept(self, awa):
        profile = ProfileFactory()
        lists.archive(CAMPUS, profile.campus, by=awa)
        found = Catalogue()
        assert "montreuil" not in dict(found.choices("campus"))
        assert "montreuil" in dict(found.choices("campus", {"montreuil"}))
        assert found.label("campus", "montreuil") == "Montreuil"

    def test_twice_is_once(self, awa):
        for _time in range(2):
            lists.archive(CAMPUS, Campus.objects.get(code="lyon"), by=awa)
        assert Event.objects.count() == 1

    def test_and_back_at_the_end(self, awa):
        row = Campus.objects.get(code="montreuil")
        lists.archive(CAMPUS, row, by=awa)
        lists.restore(CAMPUS, row, by=awa)
        assert codes(CAMPUS)[-1] == "montreuil"

    def test_the_six_domains_stay(self, awa):
        with pytest.raises(NotAllowed):
            lists.archive(DOMAINS, Domain.objects.get(code="career"), by=awa)


class TestDeleting:
    def test_what_nobody_chose(self, awa):
        row = lists.add(CAMPUS, BREST, by=awa)
        lists.remove(CAMPUS, row, by=awa)
        assert "brest" not in codes(CAMPUS)
        assert Event.objects.first() is not None

    def test_not_what_a_profile_has(self, awa):
        row = ProfileFactory().campus
        with pytest.raises(NotAllowed, match="figure dans des réponses"):
            lists.remove(CAMPUS, row, by=awa)

    def test_not_what_a_draft_names(self, awa):
        drafted(Kind.MENTEE, steps=["parcours"])
        with pytest.raises(NotAllowed, match="figure dans des réponses"):
            lists.remove(CAMPUS, Campus.objects.get(code="montreuil"), by=awa)

    def test_not_what_was_once_answered(self, awa):
        profile = sent(Kind.MENTEE).profile
        profile.soft_skills.clear()
        profile.skills.all().delete()
        with pytest.raises(NotAllowed, match="figure dans des réponses"):
            lists.remove(SKILLS, skill("docker"), by=awa)

    def test_the_six_domains_stay(self, awa):
        with pytest.raises(NotAllowed):
            lists.remove(DOMAINS, Domain.objects.get(code="career"), by=awa)


def test_profiles_are_counted():
    profile = ProfileFactory()
    ProfileFactory(mentor=True)
    profile.soft_skills.set(SoftSkill.objects.filter(code="leadership"))
    assert lists.counts(CAMPUS)[profile.campus_id] == 2
    assert lists.counts(SKILLS)[skill("python").pk] == 2
    soft = LISTS["savoir-etre"]
    assert lists.counts(soft) == {SoftSkill.objects.get(code="leadership").pk: 1}


def test_a_short_name_or_the_whole_one():
    assert Formation.objects.get(code="dwwm").short == "DWWM"
    assert Formation(label="Développeur").short == "Développeur"


@pytest.mark.parametrize("is_active", [True, False])
def test_a_merged_skill_is_not_offered(is_active):
    row = skill("react")
    row.merged_into, row.is_active = skill("vue"), is_active
    if not is_active:
        row.save()
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
