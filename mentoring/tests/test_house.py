"""Rules of the house no linter knows, read from the source itself."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from mentoring.celery import app
from mentoring.tests.test_layers import FLOORS, ROOT, imported, parsed, sources

# Everything that may write to the database, beside each floor's `services/` and what tells a past: the demo
# and the population.
WRITERS = {
    *("mentoring/accounts.py", "mentoring/audit.py", "mentoring/changes.py", "mentoring/charter.py"),
    *("mentoring/help.py", "mentoring/moves.py", "mentoring/reasons.py", "mentoring/team.py"),
    *(
        f"mentoring/mail/{name}.py"
        for name in ("backends", "drain", "journal", "outbox", "preferences", "texts")
    ),
    "mentoring/models/people.py",  # Django's own contract for a user model
}
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
QUERYSET_WRITES = {"update", "delete"}
BROKER_CALLS = {"delay", "apply_async", "send_task", "delay_on_commit", "apply_async_on_commit", "retry"}


def trees():
    """[(path, syntax tree)] of all there is but the tests."""
    return [(str(path.relative_to(ROOT)), parsed(path)) for floor in FLOORS for path in sources(floor)]


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def called(call):
    """The last name of what is called: `save` for `form.instance.save()`."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def keywords(call):
    return {keyword.arg for keyword in call.keywords}


def where(path, node):
    return f"{path}:{node.lineno}"


# The queue -------------------------------------------------------------------------------------------


def test_nobody_calls_the_broker():
    """Due times live in the database; the clock is the only one that sends tasks."""
    wrong = [
        where(path, call)
        for path, tree in trees()
        for call in calls(tree)
        if called(call) in BROKER_CALLS or {"eta", "countdown"} & keywords(call)
    ]
    assert wrong == []


def test_on_commit_takes_a_function_or_a_lambda():
    """`on_commit(partial(…), robust=True)` crashes when the callback raises (Django ticket 36487)."""
    wrong = [
        where(path, call)
        for path, tree in trees()
        for call in calls(tree)
        if called(call) == "on_commit" and not isinstance(call.args[0], ast.Lambda | ast.Name)
    ]
    assert wrong == []


def test_what_the_clock_calls_exists_and_ends():
    app.loader.import_default_modules()
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert entry["task"] in app.tasks
    assert 0 < settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT
    assert settings.CELERY_BEAT_SCHEDULE["send-due-emails"]["options"]["expires"] <= 5


def test_a_task_is_the_clocks_word_for_one_service():
    """No logic in tasks: each calls a service and nothing else."""
    long = [
        where(path, node)
        for path, tree in trees()
        if path.endswith("tasks.py")
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and len(node.body) > 8
    ]
    assert long == []


# Who writes ------------------------------------------------------------------------------------------


def modules_named(tree):
    """Local names that stand for modules of ours: `preferences` in `preferences.save(…)`."""
    return {
        alias.asname or alias.name.rpartition(".")[2]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.name.islower()
    }


def is_write(call, modules):
    if not isinstance(call.func, ast.Attribute):
        return False
    base = call.func.value
    if isinstance(base, ast.Name) and base.id in modules:
        return False
    if call.func.attr in WRITES:
        return True
    reads_rows = isinstance(base, ast.Call) or any(
        isinstance(node, ast.Attribute) and node.attr == "objects" for node in ast.walk(base)
    )
    return call.func.attr in QUERYSET_WRITES and reads_rows


def test_services_are_the_only_writers():
    wrong = [
        where(path, call)
        for path, tree in trees()
        if path not in WRITERS and not {"services", "commands", "demo", "population"} & set(Path(path).parts)
        for modules in [modules_named(tree)]
        for call in calls(tree)
        if is_write(call, modules)
    ]
    assert wrong == []


def test_a_locked_row_is_locked_alone():
    """`select_for_update()` over a join locks the joined rows too, unless `of=` names which."""
    wrong = []
    for path, tree in trees():
        for call in calls(tree):
            chain = {node.attr for node in ast.walk(call) if isinstance(node, ast.Attribute)}
            locks = [one for one in calls(call) if called(one) == "select_for_update"]
            if "select_related" in chain and any("of" not in keywords(one) for one in locks):
                wrong.append(where(path, call))
    assert wrong == []


# Words in the code -----------------------------------------------------------------------------------


def test_no_signals():
    wrong = [
        f"{path} imports {name}"
        for floor in FLOORS
        for path in sources(floor)
        for name in imported(path)
        if name.startswith(("django.db.models.signals", "django.dispatch", "django.core.signals"))
    ]
    assert wrong == []


def test_nothing_is_printed_but_by_commands_and_measures():
    wrong = [
        where(path, call)
        for path, tree in trees()
        if "commands" not in Path(path).parts
        for call in calls(tree)
        if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]
    assert wrong == []


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "X" + "XX"])
def test_nothing_is_left_for_later(word):
    files = [path for floor in FLOORS for path in sources(floor, with_tests=True)]
    files += [*templates(), *ROOT.glob("scss/**/*.scss"), *ROOT.glob("static/js/*.js")]
    assert found(rf"(?:#|//|\*|<!--|\bcomment).*\b{word}\b", files) == []


def test_no_test_is_skipped():
    tests = [path for floor in FLOORS for path in sources(floor, with_tests=True) if "tests" in path.parts]
    assert found(r"\.(?:skip|skipif|xfail|importorskip)\b", tests) == []


# Pages -----------------------------------------------------------------------------------------------

LOADING = (
    r"<(?:script|link|img|iframe|source|video|audio|object|embed|use|form|input|button)\b[^>]*"
    r"\b(?:src|href|action|formaction|data|srcset|poster)\s*=\s*[\"']?\s*(?:https?:)?//"
)


def templates():
    return sorted(
        path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt", ".svg"}
    )


def found(pattern, paths):
    return [
        f"{path.relative_to(ROOT)}: {match[0][:60]}"
        for path in paths
        for match in re.finditer(pattern, path.read_text(), re.IGNORECASE)
    ]


def pages():
    """What the site answers: neither its letters, nor the page of an archive, which is opened from a disk."""
    return [path for path in templates() if path.parent.name not in ("emails", "archive")]


@pytest.mark.parametrize(
    "pattern",
    [
        r"<script\b(?![^>]*\bsrc\s*=)",
        r"<style\b",
        r"\sstyle\s*=\s*[\"']",
        r"\son[a-z]+\s*=\s*[\"']",
        r"javascript:",
        r"\bhx-on\b",
        r"hx-vals\s*=\s*[\"']?js:",
    ],
)
def test_nothing_is_inline_in_a_page(pattern):
    assert found(pattern, pages()) == []


def test_no_page_loads_from_another_host():
    assert found(LOADING, templates()) == []


def test_no_style_sheet_or_script_loads_from_another_host():
    styles = [*ROOT.glob("static/css/*.css"), *ROOT.glob("scss/**/*.scss")]
    scripts = sorted(ROOT.glob("static/js/*.js"))
    assert styles
    assert scripts
    assert found(r"(?:url\(|@import)\s*[\"']?\s*(?:https?:)?//", styles) == []
    assert found(r"(?:from|import|fetch|open|src|href)\b\W{1,12}(?:https?:)?//\w", scripts) == []
    assert found(r"\beval\(|new Function\(|document\.write\(|\.innerHTML\s*=", scripts) == []


def test_only_the_text_of_emails_is_left_unescaped():
    assert found(r"autoescape off|\|\s*safe\b|\|\s*safeseq\b", pages()) == []
    assert found(r"\|\s*safe\b", templates()) == []
    marked = [
        path
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id in {"mark_safe", "SafeString"}
    ]
    assert sorted(set(marked)) == ["mentoring/templatetags/binome.py"]


def test_every_form_that_changes_something_has_its_token():
    wrong = [
        f"{path.relative_to(ROOT)}: {form[:60]}"
        for path in pages()
        for form in re.findall(
            r"<form\b[^>]*\bmethod\s*=\s*[\"']post.*?</form>", path.read_text(), re.IGNORECASE | re.DOTALL
        )
        if "csrf_token" not in form
    ]
    assert wrong == []
