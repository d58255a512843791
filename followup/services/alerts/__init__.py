"""What the team should look at, worked out from what people did and said; no score, no prediction.

`facts` loads what is known of pairs, `rules` finds in it what holds, `computing` brings the alerts up to
date, `handling` is what the team does with one, `letters` what is written, `words` how all of it is said,
`page` what the coordination reads. Neither of the two people ever sees any of it.
"""

from .computing import compute, refresh

__all__ = ["compute", "refresh"]
