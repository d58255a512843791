"""Each floor imports only the floors below it; the core knows neither Django nor SciPy."""

import ast
import functools
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ["mentoring", "applications", "matching", "followup"]
# Inside an app: what a module of each kind may not import from its own app.
ORDER = ["models", "services", "forms", "tasks", "views", "urls"]


def sources(folder, *, with_tests=False):
    for path in sorted((ROOT / folder).rglob("*.py")):
        if "migrations" not in path.parts and (with_tests or "tests" not in path.parts):
            yield path


@functools.cache
def parsed(path):
    return ast.parse(path.read_text())


def imported(path):
    """Absolute names of the modules a file imports, relative imports resolved."""
    package = list(path.relative_to(ROOT).parts[:-1])
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("floor", FLOORS)
def test_a_floor_imports_only_floors_below(floor):
    above = FLOORS[FLOORS.index(floor) + 1 :]
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(floor)
        for name in imported(path)
        if name.split(".")[0] in above
    ]
    assert wrong == []


@pytest.mark.parametrize("floor", FLOORS)
def test_inside_an_app_imports_go_down(floor):
    wrong = []
    for path in sources(floor):
        room = room_of(path.relative_to(ROOT).with_suffix("").parts)
        for name in imported(path):
            if name.startswith(f"{floor}.") and room_of(name.split(".")) > room >= 0:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert wrong == []


def room_of(parts):
    """The rank of a module's room in ORDER, -1 for a room outside the order."""
    return max(
        (ORDER.index(part.split("_")[0]) for part in parts[1:2] if part.split("_")[0] in ORDER), default=-1
    )


def test_the_core_loads_neither_django_nor_scipy():
    code = (
        "import sys, matching.core, pkgutil, importlib\n"
        "for m in pkgutil.iter_modules(matching.core.__path__):\n"
        "    m.name == 'tests' or importlib.import_module('matching.core.' + m.name)\n"
        "print(sorted({n.split('.')[0] for n in sys.modules} & {'django', 'scipy'}))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert answer.stdout.strip() == "[]"


def test_no_module_is_a_drawer():
    names = {"utils", "helpers", "selectors", "managers", "signals", "common", "misc"}
    assert [str(p) for floor in FLOORS for p in sources(floor, with_tests=True) if p.stem in names] == []


def test_no_module_passes_400_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for floor in FLOORS
        for path in sources(floor, with_tests=True)
        if (lines := len(path.read_text().splitlines())) > 400
    }
    assert long == {}
