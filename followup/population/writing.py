"""Rows in bulk, counted."""

from collections import Counter

from django.db import reset_queries

BATCH = 1_000


class Writer:
    """`written` counts the rows by model name."""

    def __init__(self):
        self.written = Counter()

    def write(self, rows):
        """Insert rows of one model and give them their keys. Returns the rows."""
        if rows:
            model = type(rows[0])
            model._default_manager.bulk_create(rows, batch_size=BATCH)
            self.count(model, len(rows))
        return rows

    def count(self, model, number):
        """So many rows of a model were written."""
        self.written[model.__name__] += number
        # A debug server keeps every statement in memory: these weigh megabytes.
        reset_queries()
