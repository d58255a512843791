"""What the menu asks of this floor: how many files are to be read."""

from applications.services import queue


def to_read(request):
    return queue.number_to_read()
