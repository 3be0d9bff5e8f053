"""Which rows are done, and how they ended: a line of JSON each, the last one counts."""

import json
from pathlib import Path


class Done(dict[str, dict[str, float]]):
    """How each row ended, by its name."""

    def __init__(self, file: Path, *, fresh: bool) -> None:
        super().__init__()
        self._file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        if fresh:
            file.unlink(missing_ok=True)
        for line in file.read_text().splitlines() if file.exists() else []:
            told = json.loads(line)
            self[told.pop("row")] = told

    def add(self, row: str, ended: dict[str, float]) -> None:
        """Remember one more."""
        self[row] = ended
        with self._file.open("a") as file:
            file.write(json.dumps({"row": row, **ended}) + "\n")
