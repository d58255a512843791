"""References people can read aloud: `MTR-7K4P`. Random, never sequential, no 0/O/1/I/L/U."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 4
LONGEST = 12
CODE_PARTS, CODE_PART = 3, 4


def new_reference(prefix, is_taken):
    """A free reference `PREFIX-XXXX`.

    `is_taken(reference)` answers whether it exists already. 30⁴ is 810,000 references a prefix; when
    ten draws in a row are taken the code grows by one character, so the space never runs out.
    """
    length = LENGTH
    while True:
        for _attempt in range(10):
            reference = f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(length))
            if not is_taken(reference):
                return reference
        length += 1


def new_public_id():
    """A random id for URLs of things nobody reads aloud: 16 hexadecimal characters."""
    return secrets.token_hex(8)


def new_code():
    """« K7P4-9MQX-2HTD »: typed from a paper, and one of 30¹² that nobody comes upon by trying."""
    return grouped(secrets.choice(ALPHABET) for _ in range(CODE_PARTS * CODE_PART))


def read_code(typed):
    """A typed code as `new_code` writes it, however its letters were parted; "" for what cannot be one."""
    letters = [letter for letter in typed.upper() if letter.isalnum()]
    is_whole = len(letters) == CODE_PARTS * CODE_PART and set(letters) <= set(ALPHABET)
    return grouped(letters) if is_whole else ""


def grouped(letters):
    letters = "".join(letters)
    return "-".join(letters[start : start + CODE_PART] for start in range(0, len(letters), CODE_PART))
