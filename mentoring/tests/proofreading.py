"""What a proofreader sees in a message: the hole an empty variable leaves, a space that should be narrow."""

import re

FAULTS = {
    "two spaces": r"(?m)\S {2,}(?!$)|^ ",
    "a space before a full stop": r" [.,)]",
    "an empty line of a list": r"(?m)^[->#] ?$",
    "a colon before nothing": r":\n\n(?![->] |\S+\n)",
    "something missing": r"\bNone\b|\(\)|«\s*»|\{|\}",
    "a wide space before a sign": r"(?m)^(?!>).* [;:!?»]",
    "an apostrophe of typewriters": r"(?m)^(?!>).*\w'\w",
}


def faults(email):
    """What is wrong with the words of `email` above its footer."""
    words = email.text.rpartition("\n\n-- \n")[0]
    found = [name for name, pattern in FAULTS.items() if re.search(pattern, words)]
    if len(email.subject) > 60 or re.search(r"[!\[\]]|\.$", email.subject):
        found.append("subject")
    if not re.search(r'class="apercu"[^>]*>[^<]', email.html):
        found.append("preheader")
    return found
