"""Whose other account this could be: those that look alike, and those one looks for."""

from applications.services import marks
from followup.services import people_list

MOST_FOUND = 12


def page(person, query):
    """{"alike", "found"}: rows of people, each with where they stand; `found` is empty without a query."""
    others = people_list.everyone().exclude(pk=person.pk)
    alike = marks.duplicates_of([person]).get(person.pk, [])
    asked = people_list.searched(others, query).order_by("last_name", "first_name", "pk") if query else []
    return {
        "alike": people_list.rows(others.filter(pk__in=[one.pk for one in alike]).order_by("pk")),
        "found": people_list.rows(asked[:MOST_FOUND]),
    }


def is_somebody(person):
    return people_list.everyone().filter(pk=person.pk).exists()
