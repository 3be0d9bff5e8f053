"""The rules of a policy out of their tables."""

from typing import Any

from service.domain.rules import CONDITIONS, Rule
from service.domain.verdict import Outcome
from service.settings.table import Table

# All others count something, or ask for a part of something.
_MAY_BE_NEGATIVE = ("points_at_least", "points_below")


def read_rules(table: Table) -> tuple[Rule, ...]:
    """Every `[[rules]]` of a policy, in their order."""
    rules = tuple(_rule(one) for one in table.list_of_tables("rules"))
    names = [one.name for one in rules if one.name]
    for name in sorted({one for one in names if names.count(one) > 1}):
        table.note(f"{table.where}.rules: two are named {name!r}; moderators could not tell them apart")
    return rules


def _rule(table: Table) -> Rule:
    name = table.get("name", str, "").strip()
    if not name and not table.is_wrong("name"):
        table.note(f"{table.where}.name is missing: say in a few words what it is about, as moderators will read it")
    if not table.has("when"):
        table.note(f"{table.where}.when is missing: write what must hold, or when = {{}} for every comment")
    rule = Rule(name=name, then=_then(table), when=_when(table.table("when")))
    table.finish()
    return rule


def _then(table: Table) -> Outcome:
    written = table.get("then", str, "")
    if written in list(Outcome):
        return Outcome(written)
    if not table.is_wrong("then"):
        said = f"is {written!r}, but must be" if table.has("then") else "is missing: write"
        table.note(f"{table.where}.then {said} one of {', '.join(Outcome)}")
    return Outcome.HOLD


def _when(table: Table) -> dict[str, Any]:
    wanted = {name: _wanted(table, name, condition.kind) for name, condition in CONDITIONS.items()}
    table.finish(what="condition")
    return {name: value for name, value in wanted.items() if table.has(name)}


def _wanted(table: Table, name: str, kind: type) -> Any:
    if kind is tuple:
        return _texts(table, name)
    value = table.get(name, kind, kind())
    if kind is not bool and value < 0 and name not in _MAY_BE_NEGATIVE:
        table.note(f"{table.where}.{name} is {value}, but must not be below 0")
    return value


def _texts(table: Table, name: str) -> tuple[str, ...]:
    texts = table.texts(name)
    if table.has(name) and not table.is_wrong(name) and not all(texts):
        table.note(f"{table.where}.{name} has an empty text in it")
    if table.has(name) and not table.is_wrong(name) and not texts:
        table.note(f"{table.where}.{name} is empty: name at least one, or leave it out")
    return texts
