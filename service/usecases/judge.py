"""Judge received comments: claim a batch, and record what the checks said of each."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection

from service.domain.comment import JUDGE, Comment, Status
from service.domain.question import Heard, with_evidence
from service.domain.text import NormalText, normalise
from service.domain.verdict import RULE, Evidence, Outcome, Shadow, Verdict, judge
from service.keyring import SealBrokenError
from service.queue import Work
from service.services import Services
from service.storage import claims, comments, first_comments
from service.usecases import ask, transition
from service.usecases.case import Case, case_of
from service.usecases.group import group

log = structlog.get_logger()

BATCH = 20
CLAIMS_MOST = 5
STATUS_OF = {Outcome.APPROVE: Status.APPROVED, Outcome.HOLD: Status.HELD, Outcome.SPAM: Status.SPAM}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A case with the evidence of checks and model, and with that of the policy in shadow where there is one.

    `model_version` says which model was heard, if one was. `heard` is what judges outside the house replied; it counts
    for both policies.
    """

    case: Case
    evidence: Sequence[Evidence]
    shadow: Sequence[Evidence] | None = None
    model_version: int | None = None
    heard: Sequence[Heard] = ()


def claim(services: Services) -> tuple[list[Case], int]:
    """Claim a batch: the cases to judge, and how many comments were claimed (nought: none waits)."""
    with services.database.begin() as tx:
        claimed = claims.claim(tx, now=services.clock(), limit=BATCH)
    hopeful = [comment for comment, _, times in claimed if times <= CLAIMS_MOST]
    texts = {comment.id: normalise(comment.body) for comment in hopeful}
    group(services, hopeful, texts=texts)
    cases = []
    for comment, sealed, times in claimed:
        try:
            if times > CLAIMS_MOST:
                raise _HopelessError("Judging it stopped the worker again and again. Please look at it yourself.")
            cases.append(_case(services, comment, sealed, text=texts[comment.id]))
        except _HopelessError as error:
            _hold(services, comment, reason=str(error))
    return cases, len(claimed)


def record(services: Services, judged: Sequence[Judged]) -> None:
    """Give each case its verdict by its site's policy, in one transaction, then hint."""
    in_order = sorted(judged, key=lambda one: (one.case.comment.page, one.case.comment.id))  # all lock pages alike
    firsts = [one.case.comment for one in judged if one.case.context.page_age is None]
    with services.database.begin() as tx:
        first_comments.note(tx, firsts, database=services.database)
        for one in in_order:
            said = ask.settle(tx, one.case.comment, heard=one.heard)
            _record(services, tx, one.case.comment, _verdict(one, said), shadow=_shadow(one, said))
    services.hints.hint(Work.DELIVER)


def _verdict(one: Judged, said: Sequence[Evidence]) -> Verdict:
    evidence = with_evidence(one.evidence, said)
    return judge(evidence, one.case.policy, one.case.facts, model_version=one.model_version)


def _shadow(one: Judged, said: Sequence[Evidence]) -> Shadow | None:
    policy = one.case.site.shadow
    if policy is None or one.shadow is None:
        return None
    verdict = judge(with_evidence(one.shadow, said), policy, one.case.facts)
    return Shadow(policy=policy.name, points=verdict.points, outcome=verdict.outcome)


class _HopelessError(Exception):
    """The comment cannot be judged; a moderator must look."""


def _case(services: Services, comment: Comment, sealed: bytes | None, *, text: NormalText) -> Case:
    site = services.settings.sites.get(comment.site)
    if site is None:
        raise _HopelessError(f"The site {comment.site!r} is not in rejoinder.toml any more.")
    try:
        with services.database.read() as tx:
            now, keyring = services.clock(), services.keyring
            return case_of(tx, comment, sealed, site=site, now=now, keyring=keyring, text=text)
    except SealBrokenError as error:
        raise _HopelessError("Its submission cannot be opened: was secret.key changed?") from error


def _hold(services: Services, comment: Comment, *, reason: str) -> None:
    broken = Evidence(check=JUDGE, points=0.0, reason=reason, failed=True)
    verdict = Verdict(outcome=Outcome.HOLD, points=0.0, evidence=(broken,), policy="")
    with services.database.begin() as tx:
        _record(services, tx, comment, verdict)


def _record(
    services: Services, tx: Connection, comment: Comment, verdict: Verdict, *, shadow: Shadow | None = None
) -> None:
    to = STATUS_OF[verdict.outcome]
    if transition.apply(services, tx, comment, to=to, actor=JUDGE, action="judge", reason=summary(verdict)) is None:
        return  # judged by another worker, or a moderator was faster
    keep(services, tx, comment, verdict, shadow=shadow)


def keep(
    services: Services, tx: Connection, comment: Comment, verdict: Verdict, *, shadow: Shadow | None = None
) -> None:
    """Keep a verdict, and count it."""
    comments.record_verdict(tx, comment.id, verdict, shadow=shadow)
    services.metrics.judged.labels(comment.site, verdict.outcome).inc()
    checks = [one.check for one in verdict.evidence]
    log.info(
        "comment.judged",
        comment=comment.id,
        verdict=verdict.outcome,
        points=verdict.points,
        checks=checks,
        rule=verdict.rule,
        model=verdict.model_version,
    )


def summary(verdict: Verdict) -> str:
    """A verdict in a line of the history."""
    strongest = max(verdict.evidence, key=lambda one: (one.check == RULE, abs(one.points)), default=None)
    return f"{verdict.points:g} points" + (f": {strongest.reason}" if strongest else "")
