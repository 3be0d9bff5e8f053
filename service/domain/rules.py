"""Rules: what an owner asks of a comment in `rejoinder.toml`, and what is to happen where all of it is so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from service.domain.links import distinct

if TYPE_CHECKING:
    from service.domain.comment import Submission
    from service.domain.context import Context
    from service.domain.verdict import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What rules may ask about one comment.

    `approved` are comments of the author that have stood for a day, `known_address` that one of them came from this
    network. `page_age` is the time since the page's first comment, none where that is not known. `points` and `spoke`,
    the checks that spoke against the comment, come from the evidence.
    """

    approved: int = 0
    rejected: int = 0
    spam: int = 0
    known_address: bool = False
    links: int = 0
    characters: int = 0
    reply: bool = False
    author_url: bool = False
    page: str = ""
    page_age: timedelta | None = None
    points: float = 0.0
    spoke: frozenset[str] = frozenset()


def facts_of(submission: "Submission", context: "Context") -> Facts:
    """The facts that are there before any check has spoken."""
    history = context.history
    return Facts(
        approved=history.approved,
        rejected=history.rejected,
        spam=history.spam,
        known_address=history.known_address,
        links=len(distinct(context.text.links)),
        characters=len(submission.body),
        reply=submission.parent is not None,
        author_url=bool(submission.url),
        page=submission.page,
        page_age=context.page_age,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The first rule whose conditions all hold speaks. `when` has the wanted values by the names in `CONDITIONS`."""

    name: str
    then: "Outcome"
    when: Mapping[str, Any] = field(default_factory=dict)

    def holds(self, facts: Facts) -> bool:
        """Whether every condition is met; without conditions it always holds."""
        return all(CONDITIONS[name].holds(facts, wanted) for name, wanted in self.when.items())

    def reason(self, facts: Facts) -> str:
        """Why it spoke, for moderators."""
        found = ", ".join(CONDITIONS[name].words(facts, wanted) for name, wanted in self.when.items())
        return f"The rule “{self.name}” says {self.then}: {found or 'it is for every comment'}."


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that can be asked: the kind of value it takes, when it holds, and the fact in words."""

    kind: type
    holds: Callable[[Facts, Any], bool]
    words: Callable[[Facts, Any], str]


def _either(name: str, *, yes: str, no: str) -> Condition:
    def holds(facts: Facts, wanted: bool) -> bool:  # noqa: FBT001 - the value as written
        return bool(getattr(facts, name)) is wanted

    return Condition(bool, holds, lambda _, wanted: yes if wanted else no)


def _at_least(name: str, words: Callable[[Facts], str], kind: type = int) -> Condition:
    return Condition(kind, lambda facts, least: bool(getattr(facts, name) >= least), lambda facts, _: words(facts))


def _at_most(name: str, words: Callable[[Facts], str]) -> Condition:
    return Condition(int, lambda facts, most: bool(getattr(facts, name) <= most), lambda facts, _: words(facts))


def _number(count: int, unit: str) -> str:
    return f"{count or 'no'} {unit}{'' if count == 1 else 's'}"


def _links(facts: Facts) -> str:
    return _number(facts.links, "link")


def _characters(facts: Facts) -> str:
    return _number(facts.characters, "character")


def _points(facts: Facts) -> str:
    return f"{facts.points:g} points"


def _is_older(facts: Facts, days: float) -> bool:
    return facts.page_age is not None and facts.page_age / timedelta(days=1) > days


def _age(facts: Facts, _: float) -> str:
    return f"the page's first comment came {_number(facts.page_age.days if facts.page_age else 0, 'day')} before"


def _one_spoke(facts: Facts, checks: tuple[str, ...]) -> bool:
    return not facts.spoke.isdisjoint(checks)


def _who_spoke(facts: Facts, checks: tuple[str, ...]) -> str:
    return " and ".join(one for one in checks if one in facts.spoke) + " spoke against it"


CONDITIONS: Mapping[str, Condition] = {
    "first_comment": Condition(
        bool,
        lambda facts, wanted: (facts.approved == 0) is wanted,
        lambda _, wanted: f"{'no comment' if wanted else 'a comment'} of the author has stood here for a day",
    ),
    "author_approved_at_least": _at_least(
        "approved", lambda facts: f"{_number(facts.approved, 'approved comment')} of the author"
    ),
    "author_rejected_at_least": _at_least(
        "rejected", lambda facts: f"{_number(facts.rejected, 'rejected comment')} of the author"
    ),
    "author_spam_at_least": _at_least("spam", lambda facts: f"{_number(facts.spam, 'spam comment')} of the author"),
    "author_known_network": _either(
        "known_address",
        yes="from a network where approved comments of the author came from",
        no="from a network where no approved comment of the author came from",
    ),
    "author_url": _either("author_url", yes="with a web address of the author", no="without a web address"),
    "reply": _either("reply", yes="a reply", no="not a reply"),
    "links_at_least": _at_least("links", _links),
    "links_at_most": _at_most("links", _links),
    "characters_at_least": _at_least("characters", _characters),
    "characters_at_most": _at_most("characters", _characters),
    "points_at_least": _at_least("points", _points, float),
    "points_below": Condition(float, lambda facts, limit: facts.points < limit, lambda facts, _: _points(facts)),
    "checks": Condition(tuple, _one_spoke, _who_spoke),
    "page_older_than_days": Condition(float, _is_older, _age),
    "page_starts_with": Condition(
        tuple, lambda facts, starts: facts.page.startswith(starts), lambda *_: "on this part of the site"
    ),
}
