"""Which pairs of two pools are looked at: all of them as a table, or a list of some.

Criteria and rules are written once over either. Arrays about pairs have the shape of `Grid` (n_mentees,
n_mentors) or of `Listed` (number of pairs,).
"""

import numpy as np


class Grid:
    """Every mentee with every mentor."""

    def __init__(self, mentees, mentors):
        self.mentees, self.mentors = mentees, mentors
        self.shape = (len(mentees), len(mentors))

    def ours(self, values):
        """(n_mentees,) values of mentees, laid beside the pairs they are in."""
        return np.asarray(values)[:, None]

    def theirs(self, values):
        return np.asarray(values)[None, :]

    def product(self, ours, theirs):
        """Sum over columns of a table of mentees times a table of mentors."""
        return ours @ theirs.T

    def among(self, rows, columns):
        """True for the pairs (rows[k], columns[k])."""
        mask = np.zeros(self.shape, bool)
        mask[rows, columns] = True
        return mask


class Listed:
    """The pairs (rows[k], columns[k])."""

    def __init__(self, mentees, mentors, rows, columns):
        self.mentees, self.mentors = mentees, mentors
        self.rows, self.columns = np.asarray(rows), np.asarray(columns)
        self.shape = (len(self.rows),)

    def ours(self, values):
        return np.asarray(values)[self.rows]

    def theirs(self, values):
        return np.asarray(values)[self.columns]

    def product(self, ours, theirs):
        return np.einsum("ij,ij->i", ours[self.rows], theirs[self.columns])

    def among(self, rows, columns):
        width = len(self.mentors)
        return np.isin(self.rows * width + self.columns, rows * width + columns)
