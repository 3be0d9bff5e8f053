"""Labelled comments, read once, as the filters see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from json import loads
from pathlib import Path

from service.domain.policy import Policy
from workers.learning.training import Sample
from workers.runtime import scorer_for
from workers.samples import Numbered, Reader, numbered, read_samples


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment: its line, what it says, where it stood, and when; `sample` is what our model sees."""

    line: Numbered
    text: str
    place: str
    time: str
    sample: Sample

    @property
    def spam(self) -> bool:
        """What people said of it."""
        return self.sample.spam

    @property
    def same(self) -> str:
        """What is equal in comments that say the same."""
        return self.sample.seen.text.normal.strip()


def read(file: Path) -> list[Comment]:
    """All labelled comments of a corpus, in its order."""
    reader = Reader()
    lines = [line for line in numbered([file]) if reader.labelled(line)]
    samples = read_samples(lines, reader=reader, scorer=scorer_for(Policy()))
    if reader.mistakes:
        raise SystemExit("\n".join(reader.mistakes))
    return [_comment(line, sample) for line, sample in zip(lines, samples, strict=True)]


def _comment(line: Numbered, sample: Sample) -> Comment:
    fields = loads(line.line)
    place = str(fields.get("source", "")).partition("#")[0]
    return Comment(line=line, text=fields["text"], place=place, time=str(fields.get("timestamp", "")), sample=sample)


def without_known(comments: Iterable[Comment], known: Sequence[Comment]) -> list[Comment]:
    """The comments that say what none of the known ones and none before them says."""
    said, new = {one.same for one in known}, []
    for one in comments:
        if one.same not in said:
            said.add(one.same)
            new.append(one)
    return new
