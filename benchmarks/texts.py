"""Comments that nobody wrote before, the same ones in each run: the words are those of our documents."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_DOCS = Path(__file__).parents[1] / "docs"
_WORDS = [word for file in sorted(_DOCS.glob("*.md")) for word in file.read_text("utf-8").split() if word.isalpha()]


@dataclass(frozen=True, slots=True)
class Written:
    """One comment, as a reader types it: 60 to 400 characters, by one of 4,000 people."""

    name: str
    email: str
    body: str


def written(number: int, *, seed: int = 1) -> Iterator[Written]:
    """So many comments, all different."""
    chance = random.Random(seed)
    for _ in range(number):
        author = int(4_000 * chance.random() ** 2)  # some write often, most seldom
        starts = chance.choices(range(len(_WORDS) - 12), k=chance.randint(2, 5))
        body = ". ".join(" ".join(_WORDS[at : at + chance.randint(6, 12)]).capitalize() for at in starts)
        yield Written(f"Reader {author}", f"reader{author}@example.org", f"{body}.")
