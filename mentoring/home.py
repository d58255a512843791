"""What the home page shows that the floors above keep: each registers its part when it loads."""

_parts = {}


def register(name, read):
    """`read()` answers what the template finds under `name`."""
    _parts[name] = read


def parts():
    return {name: read() for name, read in _parts.items()}
