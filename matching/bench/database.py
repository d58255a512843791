"""The reading of everyone available and the saving of a run, over the database in use; nothing is kept."""

import time

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from matching.core.proposal import solve
from matching.services import plans, runs, settings


def round_trip():
    """Reads, solves, saves, and rolls back; `seconds` are those of the reading and the saving."""

    def once():
        version, core_settings = settings.current()
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            started = time.perf_counter()
            inputs = plans.read()
            reading = time.perf_counter() - started
            started = time.perf_counter()
            plan = solve(inputs.mentees, inputs.mentors, core_settings, inputs.history)
            solving = time.perf_counter() - started
            runs.ask(by=None, floor=version.floor, gamma=version.gamma)
            run = runs.claim()
            started = time.perf_counter()
            runs.save(run, inputs, plan, run.created_at)
            saving = time.perf_counter() - started
            transaction.set_rollback(True)
        return {
            "seconds": reading + saving,
            "mentees": len(inputs.mentees),
            "mentors": len(inputs.mentors),
            "reading": f"{reading:.2f} s",
            "solving": f"{solving:.2f} s",
            "saving": f"{saving:.2f} s",
            "pairs": len(plan.pairs),
            "queries": len(queries),
        }

    return once
