"""Nobody reads what is not theirs: each personal field of the world holds a word that few may read."""

import pytest

from .places import foreign

# One process asks every address once and for all (`make test` runs with `--dist loadgroup`).
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("guards"), pytest.mark.anywhere]


def test_no_answer_holds_a_word_that_is_not_for_its_reader(answers):
    world = answers.world
    leaks = {
        f"{row} {row.url}": leaked
        for row in answers.all
        if (leaked := sorted(word for word in row.words if row.person not in world.readers[word]))
    }
    assert leaks == {}


# What somebody does read, so that the check above can fail: (person, page): words.
READ = {
    ("mentor", "pair"): "menteefirst menteeaddress menteediscord menteeshared",
    ("mentee", "pair"): "mentorfirst mentoraddress mentorchannel menteelearnt",
    ("mentor", "session"): "mentorplace mentoragenda mentornotes",
    ("mentor", "session_ics"): "mentorplace menteefirst",
    ("mentee", "discord_help"): "menteestuck menteewhen",
    ("mentee", "discord_workshop"): "menteecall",
    ("mentee", "workshop_ics"): "menteecall",
    ("mentor", "proposal"): "seekerexcerpt seekerline",
    ("invited", "proposal"): "strangerfirst strangerjob strangerpresentation strangergreeting",
    ("mentor", "suggestion"): "learnerexcerpt",
    ("mentee", "profile"): "menteeavoid menteegoal menteechallenges",
    ("mentor", "profile"): "mentorpause mentoremployer",
    ("applicant", "application_status"): "applicantwhy_mentee applicantavoid applicanttown",
    ("asked", "application_reply"): "askedquestion",
    ("asked", "application_status"): "askedrefusal",
    ("coordinator", "queue_item"): "applicantlast applicantnote applicantavoid",
    ("coordinator", "board_person"): "learnergoal seekerlast mentortopics",
    ("coordinator", "compare"): "mentorfirst learnerfirst",
    ("coordinator", "email_detail"): "menteeletter menteesubject menteeaddress",
    ("coordinator", "pairs"): "menteelast mentorfirst",
    ("coordinator", "pair_desk"): "menteelast mentorfirst menteeaim menteeteam menteecheckin",
    ("coordinator", "help_requests"): "menteemessage menteelast menteestuck",
    ("coordinator", "help_request"): "menteemessage menteelast",
    ("coordinator", "help_workshop"): "menteelast menteecall strangerlast",
    ("coordinator", "exclusions"): "learnerexclusion",
    ("coordinator", "run"): "learnerlast mentorlast wishedlast seekerlast",
    ("coordinator", "run_propose"): "learnerlast mentorfirst",
    ("coordinator", "run_others"): "learnerfirst strangerlast",
    ("coordinator", "proposals"): "wishedteamnote",
}


def test_people_do_read_what_is_theirs(answers):
    missing = {}
    for (person, name), words in READ.items():
        pages = [row for row in answers.all if (row.person, row.name, row.status) == (person, name, 200)]
        shown = set().union(*(row.words for row in pages))
        wanted = {f"zz{word}zz" for word in words.split()}
        assert wanted <= set(answers.world.readers), wanted - set(answers.world.readers)
        if wanted - shown:
            missing[person, name] = (sorted(wanted - shown), sorted(shown))
    assert missing == {}


def test_telephone_numbers_are_recognised_however_they_are_written(world):
    number = world.people["mentor"].phone
    for written in (number, f"0{number[3:]}", " ".join(f"0{number[3:]}"), f"{number[3:6]}.{number[6:]}"):
        assert world.leaks(written, "seeker") == [number[3:]]
        assert world.leaks(written, "mentee") == []


def test_what_belongs_to_others_does_not_exist(world):
    """Every personal page with somebody's object in its address, asked by others of the same kind."""
    wrong = []
    for person, place in foreign(world):
        for method in ("get", "post"):
            answer = world.ask(person, method, place.url, place.data if method == "post" else None)
            text = f"{answer.content.decode(errors='replace')} {answer.headers}"
            is_refused = answer.status_code == 404 or answer.status_code == 405
            if not is_refused or world.leaks(text, person):
                wrong.append(f"{person} {method} {place.url}: {answer.status_code}")
    assert wrong == []
