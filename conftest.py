import fcntl
import functools
import gc
import hashlib
import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.test.utils import override_settings
from hypothesis import HealthCheck, settings

from mentoring import rounds
from mentoring.models import Programme

# Whole pages and whole messages, whatever the database.
PAGES = {"test_pages.py", "test_admin.py", "test_mail_rendering.py"}
DATABASE = "binome.sqlite3"
DATABASES = {"db", "transactional_db", "live_server"}
OUTBOX = "mentoring.mail.backends.OutboxBackend"
# How fast a machine is, with others at work beside it, says nothing of what is tested.
settings.register_profile("binome", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("binome")


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """`once(name, make)`: the folder `name`, which `make(folder)` fills once for all the workers of a run."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    return functools.partial(made_once, base)


def made_once(base, name, make):
    folder, ready = base / name, base / f"{name}.ready"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            ready.touch()
    return folder


@pytest.fixture(scope="session")
def migrated(request):
    """The folder of a database of the embedded instance, with nothing but what the migrations put in; kept
    from run to run as long as they, ours and the packages', are the same."""
    root = django_settings.BASE_DIR
    paths = [
        path for app in request.config.getini("testpaths") for path in root.glob(f"{app}/**/migrations/*.py")
    ]
    read = b"".join(path.read_bytes() for path in [root / "requirements.txt", *sorted(paths)])
    return made_once(request.config.cache.mkdir("migrated"), hashlib.sha256(read).hexdigest(), migrate)


def migrate(var):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=django_settings.BASE_DIR, env=environment | {"VAR_DIR": str(var)}, check=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_keepdb, tmp_path_factory):
    """pytest-django's. On SQLite each worker starts from a copy of one migrated database."""
    if django_db_keepdb:
        copy = tmp_path_factory.mktemp("database") / DATABASE
        shutil.copy(request.getfixturevalue("migrated") / DATABASE, copy)
        django_settings.DATABASES["default"]["TEST"]["NAME"] = str(copy)
    else:
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(scope="session")
def django_db_keepdb():
    """pytest-django's. What is kept is in pytest's own folder, which it sweeps."""
    return "sqlite" in django_settings.DATABASES["default"]["ENGINE"]


@pytest.fixture(scope="session", autouse=True)
def _usual_settings(django_test_environment):
    """The test runner replaces EMAIL_BACKEND: put the outbox back, and let mail leave into memory. The rest
    is for speed: each client builds the middleware anew, and reading every static file there took most of a
    page's test."""
    with override_settings(
        EMAIL_BACKEND=OUTBOX,
        MAIL_TRANSPORT="django.core.mail.backends.locmem.EmailBackend",
        WHITENOISE_USE_FINDERS=False,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def _rounds(request, caplog):
    """A row that fails in a round of the clock is only logged: here it fails the test, unless it is one about
    that."""
    yield
    failed = [record.getMessage() for record in caplog.get_records("call") if record.name == rounds.__name__]
    if failed and not request.node.get_closest_marker("failing_round"):
        pytest.fail("\n".join(failed))


@pytest.fixture
def programme(db):
    return Programme.current()


def pytest_collection_finish():
    """What was collected lives as long as the run: looking through it for garbage took a sixteenth of it."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(items):
    """Tests that need a service say so by a marker; `make test` runs each group where its service is."""
    engine = django_settings.DATABASES["default"]["ENGINE"]
    wrong = [item for item in items if item.get_closest_marker("postgres")]
    if "sqlite" in engine and wrong:
        items[:] = [item for item in items if item not in wrong]
    for item in items:
        if asks_whole_pages(item.path):
            item.add_marker("pages")
            # On PostgreSQL the hostile values ask every address and every form.
            item.add_marker("anywhere")
        if not asks_a_database(item) and not item.get_closest_marker("thorough"):
            item.add_marker("pure")
    for item in filter(is_transactional, items):
        # Such a test empties every table behind it; this puts back what the migrations had filled.
        item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
    put_in_order(items)


def put_in_order(items):
    """What stays together first, so that no worker is left alone with it; then in pytest-django's order. What
    drives a browser comes last: Playwright leaves an event loop running in its process, and no database is
    asked there. The longest module, which tells most, starts before the others."""
    lengths = {path: path.stat().st_size for path in {item.path for item in items}}

    def turn_of(item):
        if item.get_closest_marker("browser"):
            return 2, -lengths[item.path]
        return (1, 0) if item.get_closest_marker("xdist_group") is None else (0, 0)

    items.sort(key=turn_of)


def asks_whole_pages(path):
    """Modules of page tests say so in their names; the guards and the admin's ask all there are."""
    return path.name.endswith("_pages.py") or path.name in PAGES or path.parent.name == "guards"


def asks_a_database(item):
    """Any other test is refused one by pytest-django: which database runs changes nothing for it."""
    return bool(item.get_closest_marker("django_db") or DATABASES & set(getattr(item, "fixturenames", ())))


def is_transactional(item):
    marker = item.get_closest_marker("django_db")
    fixtures = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures or (marker and marker.kwargs.get("transaction")))
