"""Tries a policy on comments whose label is known, beside the live one, and counts what comes of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from service.domain.policy import Policy
from service.domain.sample import Label
from service.domain.verdict import MODEL, RULE, Evidence, Outcome, Verdict, judge, naming
from service.usecases.case import Case
from workers.scoring import Said, Scorer

Counts = dict[Label, Counter[Outcome]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What each kind of mistake, and each look of a moderator, is worth."""

    ham_lost: float = 20.0
    ham_held: float = 1.0
    spam_published: float = 5.0
    spam_held: float = 1.0

    def of(self, counts: Counts) -> float:
        """All of it in one number."""
        ham, spam = counts[Label.HAM], counts[Label.SPAM]
        return (
            self.ham_lost * ham[Outcome.SPAM]
            + self.ham_held * ham[Outcome.HOLD]
            + self.spam_published * spam[Outcome.APPROVE]
            + self.spam_held * spam[Outcome.HOLD]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One labelled comment with the verdicts of the live policy and of the one on trial."""

    id: Any
    page: str
    label: Label
    live: Verdict
    tried: Verdict

    @property
    def changes(self) -> bool:
        """Whether the two disagree."""
        return self.live.outcome is not self.tried.outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """All that was tried, and how many comments could not be, by the reason."""

    tried: Sequence[Tried]
    left_out: Counter[str] = field(default_factory=Counter)

    def counts(self) -> Counts:
        """Verdicts of the policy on trial by label."""
        return _counted((one.label, one.tried.outcome) for one in self.tried)

    def live_counts(self) -> Counts:
        """Verdicts of the live policies by label."""
        return _counted((one.label, one.live.outcome) for one in self.tried)

    def changes(self) -> list[Tried]:
        """What would change."""
        return [one for one in self.tried if one.changes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One policy with its checks."""

    policy: Policy
    scorer: Scorer


def try_on(case: Case, *, label: Label, live: Bench, bench: Bench, local: Iterable[str]) -> Tried:
    """Judge a case anew by both policies. `local` are the checks that can be asked again."""
    said = Said()
    carried = carried_over(case.comment.evidence, local=local)
    return Tried(
        id=case.comment.id,
        page=case.comment.page,
        label=label,
        live=_verdict(case, live, said=said, carried=carried),
        tried=_verdict(case, bench, said=said, carried=carried),
    )


def carried_over(evidence: Iterable[Evidence], *, local: Iterable[str]) -> tuple[Evidence, ...]:
    """What was said then by those who cannot be asked again: the model of then, and judges elsewhere."""
    again = {*local, RULE}
    return tuple(one for one in evidence if one.check not in again)


def reason_of(verdict: Verdict) -> str:
    """What decided: a rule, a broken check, or what weighed most."""
    found = naming(verdict.evidence) or verdict.evidence
    weightiest = max(found, key=lambda one: (one.check == RULE, one.failed, abs(one.points)), default=None)
    return weightiest.reason if weightiest else "Nothing speaks against it."


def _verdict(case: Case, bench: Bench, *, said: Said, carried: Sequence[Evidence]) -> Verdict:
    evidence = bench.scorer.evidence(case.submission, case.context, said)
    heard = [one for one in carried if bench.policy.model.enabled or one.check != MODEL]
    return judge((*evidence, *heard), bench.policy, case.facts)


def _counted(pairs: Iterable[tuple[Label, Outcome]]) -> Counts:
    counts: Counts = {label: Counter() for label in Label}
    for label, outcome in pairs:
        counts[label][outcome] += 1
    return counts
