"""References people can read aloud: `MTR-7K4P`. Random, never sequential, no 0/O/1/I/L/U."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 4
LONGEST = 12


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
