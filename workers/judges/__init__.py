"""Judges outside the house: one file each, found by scanning this package and the entry points `rejoinder.judges`.

A judge module has `Options`, a frozen dataclass, and `build(site, options, outbound)`, which gives a `Judge`. One that
learns from moderators' decisions is a `Learner` too. Checks are pure; whoever must ask somebody else is a judge.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from service.domain.comment import Comment, Submission
from service.domain.question import Answer, Later
from service.domain.sample import Label
from service.domain.verdict import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """All that a judge may be told of a comment; what it does tell is the owner's choice.

    `evidence` is what others have said so far. `attempt` counts from 1. `answer_url` is where an answer may be posted
    later. `said` is what the judge took the comment for when it was asked last, for feedback.
    """

    comment: Comment
    submission: Submission
    evidence: tuple[Evidence, ...]
    attempt: int
    answer_url: str
    now: datetime
    said: Label | None = None

    @property
    def points(self) -> float:
        """The points so far."""
        return round(sum(one.points for one in self.evidence), 4)


@runtime_checkable
class Judge(Protocol):
    """Somebody outside the house with an opinion on a comment."""

    def ask(self, inquiry: Inquiry) -> Answer | Later:
        """The opinion, or when it will be posted. Raises `DeliveryFailed`; may be asked the same twice."""
        ...

    def problems(self) -> Sequence[str]:
        """What is wrong with the key or the settings, in sentences with the mend; empty when all is well."""
        ...


@runtime_checkable
class Learner(Protocol):
    """A judge that wants to hear when a moderator contradicted it."""

    def tell(self, inquiry: Inquiry, truth: Label) -> None:
        """Tell it what the comment is. Raises `DeliveryFailed`."""
        ...
