"""The check that docs/checks.md writes works as it says."""

import re
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest

from workers.plugins import load

TEXT = (Path(__file__).parents[3] / "docs/checks.md").read_text(encoding="utf-8").partition("\n## Writing a check\n")[2]


def block(language, number=0):
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)[number]


@pytest.fixture
def entry(monkeypatch):
    """The entry point of the docs, with its module in place."""
    [(name, path)] = tomllib.loads(block("toml"))["project"]["entry-points"]["rejoinder.checks"].items()
    module = ModuleType(path)
    monkeypatch.setitem(sys.modules, path.partition(".")[0], ModuleType(path.partition(".")[0]))
    monkeypatch.setitem(sys.modules, path, module)
    exec(block("python"), vars(module))
    return EntryPoint(name=name, value=path, group="rejoinder.checks")


def test_the_documented_check_passes_its_documented_test(entry):
    names = {}
    exec(block("python", 1), names)
    tests = [test for name, test in names.items() if name.startswith("test_")]

    assert tests
    for test in tests:
        test()


def test_the_documented_entry_point_is_found(entry):
    found = load("workers.checks", group="rejoinder.checks", needs=("Options", "check"), found=[entry])

    assert {entry.name, "links"} <= set(found)
