"""Labelled comments as JSON lines in files: to learn from, or to measure with."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workers.comment_line import BadLineError, CommentLine, parsed
from workers.learning.model import see
from workers.learning.training import Sample
from workers.scoring import Scorer


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line with the place that a person finds it at."""

    file: Path
    number: int
    line: bytes


def numbered(files: Iterable[Path]) -> Iterator[Numbered]:
    """All lines of the files that are not empty."""
    for file in files:
        with file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield Numbered(file, number, line)


@dataclass(slots=True)
class Reader:
    """Reads lines, and remembers what is wrong with which of them, and how many had which other label or none."""

    mistakes: list[str] = field(default_factory=list)
    other: Counter[str] = field(default_factory=Counter)

    def labelled(self, one: Numbered) -> CommentLine | None:
        """The comment in a line, if it is one and is labelled as spam or ham."""
        try:
            comment = parsed(one.line)
        except BadLineError as error:
            self.mistakes.append(f"{one.file}:{one.number}: {error}")
            return None
        if not comment.labelled:
            self.other["no label" if comment.label is None else f"the label {comment.label!r:.40}"] += 1
            return None
        return comment


def read_samples(lines: Iterable[Numbered], *, reader: Reader, scorer: Scorer) -> list[Sample]:
    """The samples in these lines, seen with the evidence of the checks. Each comes from its file."""
    samples = []
    for one in lines:
        if comment := reader.labelled(one):
            part = scorer.heard(comment.submission, comment.context)
            samples.append(Sample(see(part.text, part.evidence), comment.spam, origin=str(one.file)))
    return samples
