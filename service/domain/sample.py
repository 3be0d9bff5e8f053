"""What a site's model is taught: the entries of its log, and what the decisions on a comment teach."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from service.domain.comment import MACHINES, Decision, Teaching, Transition
from service.domain.verdict import Evidence


class Label(StrEnum):
    """What a moderator says that a comment is."""

    HAM = "ham"
    SPAM = "spam"


class Entry(StrEnum):
    """The kinds of entries in the log: a sample of either label, one taken back, and a new start."""

    HAM = "ham"
    SPAM = "spam"
    RETRACT = "retract"
    RESET = "reset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A comment that the model learned, under its number in the site's log."""

    number: int
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A sample with all that there is to learn from it: the text, and the evidence that the moderator decided on."""

    number: int
    label: Label
    body: str
    evidence: Sequence[Evidence]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A model as bytes, as it was at a version. `prior` names the model that it began with."""

    site: str
    version: int
    prior: str
    body: bytes
    made_at: datetime


# To reject says that a comment is off topic, to hold that nobody is sure yet: neither says what spam looks like.
_TEACHES = {Decision.APPROVE: Label.HAM, Decision.SPAM: Label.SPAM}


def label_of(history: Iterable[Transition]) -> Label | None:
    """What the comment stands for after all that was decided: what the last decision says that was not undone."""
    standing: list[Transition] = []
    for entry in history:
        if entry.actor in MACHINES:
            continue
        if entry.action == Decision.UNDO:
            del standing[-1:]
        else:
            standing.append(entry)
    if not standing or standing[-1].teaching is Teaching.SKIP:
        return None
    return _TEACHES.get(Decision(standing[-1].action))
