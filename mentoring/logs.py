"""What the logs leave out."""

import logging
import re

# Addresses that are keys: signed links of e-mails, calendars. No other part of an address is that long.
KEY = re.compile(r"(?<=/)[\w:\-]{30,}")


class WithoutKeys(logging.Formatter):
    """A refused request is logged with its address, which may open something."""

    def format(self, record):
        return KEY.sub("•••", super().format(record))
