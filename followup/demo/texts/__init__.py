"""What the people of the demo wrote, by who writes: banks of sentences, composed with each row's own words."""

from . import asking, giving

__all__ = ["asking", "giving"]


def pick(bank, number):
    """The `number`-th text of a bank, from the start again after the last: neighbours never match."""
    return bank[number % len(bank)]
