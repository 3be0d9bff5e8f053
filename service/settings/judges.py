"""The judges outside the house that a site asks, out of `[sites.NAME.judges.JUDGE]`."""

from collections.abc import Mapping
from pathlib import Path

from service.domain.site import Ask, JudgeSettings
from service.settings.table import Table


def read_judges(table: Table, *, folder: Path, environ: Mapping[str, str]) -> dict[str, JudgeSettings]:
    """Every judge by name; its own options are looked at by the judge itself."""
    return {name: _judge(name, one, folder=folder, environ=environ) for name, one in table.tables()}


def _judge(name: str, table: Table, *, folder: Path, environ: Mapping[str, str]) -> JudgeSettings:
    written = table.get("ask", str, Ask.UNLESS_SPAM)
    if written not in list(Ask):
        table.note(f"{table.where}.ask is {written!r}, but must be one of {', '.join(Ask)}", key="ask")
        written = Ask.UNLESS_SPAM
    return JudgeSettings(name=name, ask=Ask(written), options=table.rest(folder=folder, environ=environ))
