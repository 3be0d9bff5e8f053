"""Samples to learn from: comments as JSON lines, with the checks' evidence and a label."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workers.comment_line import BadLineError, parsed
from workers.learning.model import see
from workers.learning.training import Sample
from workers.scoring import Scorer


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line with the place that a person finds it at."""

    file: Path
    number: int
    line: bytes


@dataclass(slots=True)
class Samples:
    """What was read: samples, what is wrong with which lines, and how many had which other label or none."""

    samples: list[Sample] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    other: Counter[str] = field(default_factory=Counter)


def numbered(files: Iterable[Path]) -> Iterator[Numbered]:
    """All lines of the files that are not empty."""
    for file in files:
        with file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield Numbered(file, number, line)


def read_samples(lines: Iterable[Numbered], *, scorer: Scorer) -> Samples:
    """The samples in these lines, seen with the evidence of the checks."""
    read = Samples()
    for one in lines:
        try:
            comment = parsed(one.line)
        except BadLineError as error:
            read.mistakes.append(f"{one.file}:{one.number}: {error}")
            continue
        if not comment.labelled:
            read.other["no label" if comment.label is None else f"the label {comment.label!r:.40}"] += 1
            continue
        evidence = scorer.evidence(comment.submission, comment.context)
        read.samples.append(Sample(see(comment.context.text, evidence), comment.spam))
    return read
