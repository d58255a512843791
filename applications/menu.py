"""What the menu asks of this floor: how many files are to be read."""

from applications.services import queue


def to_read(request):
    counts = queue.counts(request.user)
    return counts["a-lire"] + counts["precisions"]
