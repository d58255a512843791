"""Draws by weight."""

from itertools import accumulate


class Shares:
    """Values with weights, which need not add up to anything."""

    def __init__(self, weights):
        self.values = list(weights)
        self.weights = list(weights.values())
        self.cumulated = list(accumulate(self.weights))

    def one(self, draw):
        return draw.choices(self.values, cum_weights=self.cumulated)[0]

    def some(self, draw, number):
        """`number` distinct values (all when there are fewer), the heaviest likely to come first.

        Exponential races: Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006.
        """
        races = [(draw.expovariate(weight), place) for place, weight in enumerate(self.weights)]
        return [self.values[place] for _time, place in sorted(races)[:number]]


def ranked(values):
    """Shares that fall as one over the rank (Zipf): the first value is twice as popular as the second."""
    return Shares({value: 1 / rank for rank, value in enumerate(values, 1)})


def each(draw, chances):
    """The values of {value: chance} that come out, each by itself."""
    return [value for value, chance in chances.items() if draw.random() < chance]


def unless_blank(draw, chance, value, blank=""):
    """An optional question: `value`, or left blank with this chance."""
    return blank if draw.random() < chance else value
