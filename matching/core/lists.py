"""The best partners of everyone on both sides, found in one pass over the blocks of a stream."""

import numpy as np

PERSON_BITS, SCORE_BITS = 19, 25
ONE = 1 << 24
EVERYONE = (1 << PERSON_BITS) - 1
STRIDE = 40_503  # odd, so that neighbours begin elsewhere


def two_sided(stream, sizes, least):
    """(rows, columns) of the pairs of at least `least` (a score, 0 to 1) that stand among the `sizes[0]` best
    of their mentee or the `sizes[1]` best of their mentor, sorted, each once. Ties are cut by the order of
    rows.

    Lists of mentees alone would leave people out where a few mentors suit everyone.
    """
    width = stream.shape[1]
    edges = np.full((sizes[1], width), np.float32(least))
    ours, theirs = [], []
    for rows, columns, scores in stream.blocks():
        is_listed = scores >= edge_of_rows(scores, sizes[0], least)[:, None]
        our, their, values = where(is_listed, scores, rows, columns)
        ours.append(packed(our, values, their))
        is_listed = scores >= edges[0, columns]
        our, their, values = where(is_listed, scores, rows, columns)
        theirs.append(packed(their, values, our))
        raise_edges(edges, columns, scores, is_listed)
    rows, columns = best(ours, sizes[0])
    keys = [rows * width + columns]
    columns, rows = best(theirs, sizes[1])
    keys = np.unique(np.concatenate([*keys, rows * width + columns]))
    return keys // width, keys % width


def edge_of_rows(scores, size, least):
    """(k,) the score of the `size`-th best of each row of a block, `least` at least."""
    if size >= scores.shape[1]:
        return np.full(len(scores), np.float32(least))
    place = scores.shape[1] - size
    return np.maximum(np.partition(scores, place, axis=1)[:, place], np.float32(least))


def raise_edges(edges, columns, scores, is_listed):
    """Take a block into `edges`, the best scores of each column so far, the lowest of them first."""
    hit = np.flatnonzero(is_listed.any(0))
    stack = np.vstack([edges[:, columns.start + hit], scores[:, hit]])
    kept = np.partition(stack, len(scores), axis=0)[len(scores) :]
    kept[0] = kept.min(0)
    edges[:, columns.start + hit] = kept


def where(mask, scores, rows, columns):
    """(rows, columns, scores) of the pairs of a block that a mask holds."""
    ours, theirs = np.divmod(np.flatnonzero(mask), mask.shape[1])
    return ours + rows.start, theirs + columns.start, scores[ours, theirs]


def packed(groups, scores, others):
    """One whole number a pair, in the order of lists: its group, how far its score is from 1, the other side.

    Ties are cut in the order of the other side, begun elsewhere for each group: people who suit everyone
    alike are then on as many lists as the rest. There is room for half a million people a side.
    """
    missing = ONE - np.rint(scores * np.float32(ONE)).astype(np.int64)
    return groups << (SCORE_BITS + PERSON_BITS) | missing << PERSON_BITS | turned(groups, others)


def turned(groups, others):
    """The order of ties in each group; turned twice, the other side again."""
    return others ^ ((groups * STRIDE) & EVERYONE)


def best(parts, size):
    """(groups, others) of the `size` best pairs of each group."""
    keys = np.concatenate(parts)
    keys.sort()
    groups = keys >> (SCORE_BITS + PERSON_BITS)
    kept = ranks(groups) < size
    groups = groups[kept]
    return groups, turned(groups, keys[kept] & EVERYONE)


def best_of_rows(rows, columns, values, size):
    """Indices of the pairs with the `size` largest values of each row; ties as in `packed`."""
    order = np.lexsort((turned(rows, columns), -values, rows))
    return order[ranks(rows[order]) < size]


def ranks(groups):
    """The place of each item in its run of equal `groups`, from 0."""
    first = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]]) if len(groups) else np.array([], int)
    return np.arange(len(groups)) - np.repeat(first, np.diff(np.r_[first, len(groups)]))
