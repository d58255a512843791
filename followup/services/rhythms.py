"""How often a pair means to meet."""

from applications.options import Frequency

RHYTHM_DAYS = {Frequency.WEEKLY: 7, Frequency.BIWEEKLY: 14, Frequency.MONTHLY: 28, Frequency.FLEXIBLE: 28}
