"""A reader over one TOML table that notes every mistake instead of stopping at the first."""

from collections.abc import Iterator, Mapping
from math import isnan
from pathlib import Path
from typing import Any, TypeVar

from service.settings.files import UnreadableError, text_of
from service.settings.nearest import meant

T = TypeVar("T")

_KINDS = {str: "text in quotes", int: "a whole number", float: "a number", bool: "true or false", list: "a list"}
_SECRET_SUFFIXES = ("_file", "_env")


class Table:
    """One table of the configuration: `where` is its dotted name, `mistakes` is shared by all tables."""

    def __init__(self, values: Any, *, where: str, mistakes: list[str]) -> None:
        self.where = where
        self.mistakes = mistakes
        self._seen: set[str] = set()
        self._wrong: set[str] = set()
        if not isinstance(values, Mapping):
            self.note(f"{where} is a table: write [{where}] and its keys below")
            values = {}
        self._values: Mapping[str, Any] = values

    def note(self, mistake: str, *, key: str = "") -> None:
        """Remember one mistake, which the value of `key` is."""
        self.mistakes.append(mistake)
        self._wrong.add(key)

    def is_wrong(self, key: str) -> bool:
        """Whether a mistake in the value of `key` was noted, so that nothing more need be said about it."""
        return key in self._wrong

    def get(self, key: str, kind: type[T], default: T) -> T:
        """The value of `key`, or the default where it is missing or of the wrong kind."""
        self._seen.add(key)
        value = self._values.get(key, default)
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if not isinstance(value, kind) or (kind in (int, float) and isinstance(value, bool)) or _is_nan(value):
            self.note(f"{self.where}.{key} is {value!r}, but must be {_KINDS.get(kind, kind.__name__)}", key=key)
            return default
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where missing."""
        values = self.get(key, list, [])
        if all(isinstance(one, str) for one in values):
            return tuple(values)
        self.note(f"{self.where}.{key} must be a list of texts in quotes", key=key)
        return ()

    def table(self, key: str) -> "Table":
        """The table below `key`, empty where missing."""
        self._seen.add(key)
        return Table(self._values.get(key, {}), where=f"{self.where}.{key}".lstrip("."), mistakes=self.mistakes)

    def tables(self) -> Iterator[tuple[str, "Table"]]:
        """Every key with the table below it."""
        for key in self._values:
            yield key, self.table(key)

    def list_of_tables(self, key: str) -> list["Table"]:
        """The tables of `[[key]]`, empty where missing."""
        values = self.get(key, list, [])
        return [
            Table(one, where=f"{self.where}.{key}[{number}]", mistakes=self.mistakes)
            for number, one in enumerate(values, start=1)
        ]

    def has(self, key: str) -> bool:
        """Whether the key was written."""
        return key in self._values

    def rest(self, *, folder: Path, environ: Mapping[str, str]) -> dict[str, Any]:
        """All keys not read so far, with secrets read: `password_file` and `password_env` become `password`."""
        options: dict[str, Any] = {}
        for key in [key for key in self._values if key not in self._seen]:
            self._seen.add(key)
            name, value = key, self._values[key]
            if key.endswith(_SECRET_SUFFIXES):
                name, value = key.rpartition("_")[0], self.secret(key, folder=folder, environ=environ)
            options[name] = value
        return options

    def secret(self, key: str, *, folder: Path, environ: Mapping[str, str]) -> str:
        """The secret that `*_file` or `*_env` points to, without the newline at its end."""
        pointer = self.get(key, str, "")
        if key.endswith("_env"):
            if pointer not in environ:
                self.note(f"{self.where}.{key} names the environment variable {pointer}, which is not set", key=key)
            return environ.get(pointer, "")
        try:
            return text_of(folder / pointer).strip()
        except UnreadableError as error:
            self.note(f"{self.where}.{key}: cannot read {folder / pointer} ({error})", key=key)
            return ""

    def finish(self, *, what: str = "setting") -> None:
        """Note every key that nobody asked for: a typing mistake must not be a silent default."""
        for key in self._values:
            if key not in self._seen:
                known = sorted(self._seen)
                question = meant(key, known)
                told = f"{question}{'Known' if question else 'known'} here: {', '.join(known) or 'none'}"
                self.note(f"{self.where}.{key}".lstrip(".") + f" is not a {what}; {told}")


def _is_nan(value: object) -> bool:
    """TOML can write it, and whatever is compared with it is false."""
    return isinstance(value, float) and isnan(value)
