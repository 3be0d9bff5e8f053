"""Finds the plug-ins: every module of one of our packages, and what others registered under an entry point group."""

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import EntryPoint, entry_points
from math import isnan
from types import ModuleType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from service.settings.nearest import there_are

T = TypeVar("T")


class PluginError(Exception):
    """A plug-in is broken, or its options are. The message holds every mistake, one a line."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


def load(
    package: str, *, group: str, needs: Sequence[str], found: Sequence[EntryPoint] | None = None
) -> dict[str, ModuleType]:
    """The plug-ins by name: modules of `package` that do not begin with `_`, then entry points of `group`.

    Each module must have every name in `needs`. `found` are the entry points, by default those installed.
    """
    loaded: dict[str, ModuleType] = {}
    mistakes: list[str] = []
    for name, source, module in _candidates(package, entry_points(group=group) if found is None else found, mistakes):
        missing = [need for need in needs if not hasattr(module, need)]
        if name in loaded:
            mistakes.append(f"{source}: the name {name!r} is taken by {loaded[name].__name__}; choose another one")
        elif missing:
            mistakes.append(f"{source} lacks {' and '.join(missing)}; a plug-in here needs {' and '.join(needs)}")
        else:
            loaded[name] = module
    if mistakes:
        raise PluginError(mistakes)
    return loaded


def _candidates(
    package: str, installed: Sequence[EntryPoint], mistakes: list[str]
) -> Iterator[tuple[str, str, ModuleType]]:
    home = importlib.import_module(package)
    for info in sorted(pkgutil.iter_modules(home.__path__), key=lambda one: one.name):
        if not info.name.startswith("_"):
            path = f"{package}.{info.name}"
            yield info.name, path, importlib.import_module(path)
    for entry in sorted(installed, key=lambda one: (one.name, one.value)):
        try:
            yield entry.name, entry.value, entry.load()
        except (ImportError, AttributeError) as error:
            mistakes.append(f"{entry.value} cannot be imported: {error}; mend it or uninstall it")


def load_checks() -> dict[str, ModuleType]:
    """All checks by name."""
    return load("workers.checks", group="rejoinder.checks", needs=("Options", "check"))


def load_publishers() -> dict[str, ModuleType]:
    """All publishers by kind."""
    return load("workers.publishers", group="rejoinder.publishers", needs=("Options", "build"))


def load_judges() -> dict[str, ModuleType]:
    """All judges outside the house by name."""
    return load("workers.judges", group="rejoinder.judges", needs=("Options", "build"))


def options_from(options: type[T], mapping: Mapping[str, Any], *, where: str) -> T:
    """The dataclass `options` filled from a configuration table; `where` names the table in every mistake."""
    if not dataclasses.is_dataclass(options):
        raise PluginError([f"{where}: the plug-in's Options must be a dataclass, not {options!r}"])
    fields = {field.name: field for field in dataclasses.fields(options) if field.init}
    types = get_type_hints(options)
    mistakes = [
        f"{where}: there is no option {key!r}; {there_are(key, list(fields))}" for key in mapping if key not in fields
    ]
    values: dict[str, Any] = {}
    for name, field in fields.items():
        if name in mapping:
            try:
                values[name] = _as(types[name], mapping[name])
            except ValueError as error:
                mistakes.append(f"{where}: {name} must be {error}{_instead(field, mapping[name])}")
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            mistakes.append(f"{where}: {name} is missing")
    if mistakes:
        raise PluginError(mistakes)
    try:
        return options(**values)
    except ValueError as error:
        raise PluginError([f"{where}: {error}"]) from error


def _instead(field: "dataclasses.Field[Any]", value: Any) -> str:
    """The wrong value, unless it may be a secret: mistakes end in logs and terminals."""
    private = not field.repr or "secret" in field.name or "password" in field.name
    return "" if private else f", not {value!r}"


_WORDS = {str: "text in quotes", bool: "true or false", int: "a whole number", float: "a number"}


def _as(kind: Any, value: Any) -> Any:
    """`value` as the annotated type `kind`. TOML has no tuples, and writes 2 where 2.0 is meant."""
    if kind is Any:
        return value
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _as_one_of(inner, value)
    if origin is Mapping:
        return _as_table(inner[1], value)
    if origin in (tuple, frozenset, list, Sequence):
        return _as_many(origin, inner[0], value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)) and not _is_nan(value):
        return value
    raise ValueError(_WORDS.get(kind, getattr(kind, "__name__", str(kind))))


def _is_nan(value: Any) -> bool:
    """TOML can write it, and whatever is compared with it is false."""
    return isinstance(value, float) and isnan(value)


def _as_one_of(kinds: Sequence[Any], value: Any) -> Any:
    reasons = []
    for kind in kinds:
        try:
            return _as(kind, value)
        except ValueError as error:
            reasons.append(str(error))
    raise ValueError(" or ".join(reason for reason in reasons if reason != "NoneType"))


def _as_table(kind: Any, value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise ValueError(f"a table with {_WORDS.get(kind, 'a value')} for each key")
    try:
        return {key: _as(kind, one) for key, one in value.items()}
    except ValueError as error:
        raise ValueError(f"a table with {error} for each key") from None


def _as_many(origin: Any, kind: Any, value: Any) -> Any:
    if not isinstance(value, list | tuple):
        raise ValueError(f"a list of {_WORDS.get(kind, 'values')}")
    try:
        values = [_as(kind, one) for one in value]
    except ValueError as error:
        raise ValueError(f"a list with {error} in every place") from None
    return values if origin is list else tuple(values) if origin in (tuple, Sequence) else frozenset(values)
