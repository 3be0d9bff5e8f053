"""What was measured, a file of JSON a part."""

import json
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

# Outside what git keeps: peers are installed below it too.
CACHE = Path(__file__).parents[2] / ".bench"


def folder(pace: str) -> Path:
    """Where the figures of that pace lie."""
    return CACHE / "measured" / pace


def keep(part: str, figures: Mapping[str, Any], *, pace: str) -> None:
    """Write the figures of a part down, with when and where they were measured."""
    file = folder(pace) / f"{part}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")  # noqa: TID251 - for people
    busy = round(os.getloadavg()[1], 1)
    told = {"when": when, "load_average": busy, "cores": os.cpu_count(), "python": platform.python_version(), **figures}
    file.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def read(pace: str) -> dict[str, dict[str, Any]]:
    """The figures of all parts that were ever measured."""
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder(pace).glob("*.json"))}
