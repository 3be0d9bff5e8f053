import sys
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from workers.plugins import PluginError, load, load_checks, load_publishers, options_from

GROUP = "rejoinder.tests"
NEEDS = ("Options", "check")


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Writes a package of the given modules and gives its name."""
    written = []

    def write(**modules):
        name = f"plugins_{tmp_path.name}"
        folder = tmp_path / name
        folder.mkdir()
        for module, source in {"__init__": "", **modules}.items():
            (folder / f"{module}.py").write_text(source, encoding="utf-8")
        monkeypatch.syspath_prepend(str(tmp_path))
        written.append(name)
        return name

    yield write
    for name in [one for one in sys.modules if one.partition(".")[0] in written]:
        del sys.modules[name]


def test_every_module_of_the_package_is_found_except_private_ones(package):
    name = package(one="Options = check = 1", two="Options = check = 2", _shared="")
    assert list(load(name, group=GROUP, needs=NEEDS)) == ["one", "two"]


def test_entry_points_are_found_too(package):
    name = package(one="Options = check = 1")
    mine = EntryPoint(name="mine", value=f"{name}.one", group=GROUP)
    assert list(load(name, group=GROUP, needs=NEEDS, found=[mine])) == ["one", "mine"]


def test_all_that_is_broken_is_said_at_once(package):
    name = package(one="Options = check = 1", two="Options = 1", three="")
    installed = [
        EntryPoint(name="one", value=f"{name}.one", group=GROUP),
        EntryPoint(name="gone", value="no_such_package.gone", group=GROUP),
    ]
    with pytest.raises(PluginError) as caught:
        load(name, group=GROUP, needs=NEEDS, found=installed)
    assert caught.value.mistakes == (
        f"{name}.three lacks Options and check; a plug-in here needs Options and check",
        f"{name}.two lacks check; a plug-in here needs Options and check",
        "no_such_package.gone cannot be imported: No module named 'no_such_package'; mend it or uninstall it",
        f"{name}.one: the name 'one' is taken by {name}.one; choose another one",
    )


def test_a_module_that_breaks_while_it_is_imported_is_not_hidden(package):
    name = package(one="1 / 0")
    with pytest.raises(ZeroDivisionError):
        load(name, group=GROUP, needs=NEEDS)


def test_our_own_plugins_load():
    assert {"links", "honeypot", "blocklist", "duplicate"} <= set(load_checks())
    assert {"static_site", "webhook"} <= set(load_publishers())


@dataclass(frozen=True, kw_only=True)
class Options:
    url: str
    timeout: float = 5.0
    most: int = 3
    strict: bool = False
    words: tuple[str, ...] = ()
    secret: str | None = None

    def __post_init__(self):
        if self.most < 0:
            raise ValueError("most must not be negative")


def test_options_are_built_from_a_table_and_defaults():
    options = options_from(Options, {"url": "u", "timeout": 2, "words": ["a", "b"], "secret": None}, where="here")
    assert options == Options(url="u", timeout=2.0, words=("a", "b"))
    assert isinstance(options.timeout, float)


@pytest.mark.parametrize(
    ("table", "mistake"),
    [
        ({}, "here: url is missing"),
        ({"url": 3}, "here: url must be text in quotes, not 3"),
        ({"url": "u", "timeout": "2"}, "here: timeout must be a number, not '2'"),
        ({"url": "u", "timeout": True}, "here: timeout must be a number, not True"),
        ({"url": "u", "timeout": float("nan")}, "here: timeout must be a number, not nan"),
        ({"url": "u", "most": 2.5}, "here: most must be a whole number, not 2.5"),
        ({"url": "u", "most": True}, "here: most must be a whole number, not True"),
        ({"url": "u", "strict": 1}, "here: strict must be true or false, not 1"),
        ({"url": "u", "words": "a"}, "here: words must be a list of text in quotes, not 'a'"),
        (
            {"url": "u", "words": ["a", 1]},
            "here: words must be a list with text in quotes in every place, not ['a', 1]",
        ),
        ({"url": "u", "secret": 1}, "here: secret must be text in quotes"),
        ({"url": "u", "most": -1}, "here: most must not be negative"),
        (
            {"url": "u", "urll": "v"},
            "here: there is no option 'urll'; did you mean 'url'? There are url, timeout, most, strict, words, secret",
        ),
    ],
    ids=lambda value: None if isinstance(value, dict) else value[6:34],
)
def test_a_wrong_option_is_named_with_what_it_should_be(table, mistake):
    with pytest.raises(PluginError) as caught:
        options_from(Options, table, where="here")
    assert caught.value.mistakes == (mistake,)


def test_options_of_any_type_pass_as_they_are():
    @dataclass(frozen=True)
    class Loose:
        table: Any = None

    assert options_from(Loose, {"table": {"a": 1}}, where="here") == Loose({"a": 1})


def test_options_that_are_no_dataclass_are_a_mistake_of_the_plugin():
    with pytest.raises(PluginError, match="Options must be a dataclass"):
        options_from(dict, {}, where="here")


def test_all_wrong_options_are_said_at_once():
    with pytest.raises(PluginError) as caught:
        options_from(Options, {"most": "x", "other": 1}, where="here")
    assert len(caught.value.mistakes) == 3


def test_a_secret_is_never_repeated_in_a_mistake():
    with pytest.raises(PluginError) as caught:
        options_from(Options, {"url": "u", "secret": 12345}, where="here")
    assert "12345" not in str(caught.value)
