"""Judge received comments: claim a batch, and record what the checks said of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection

from service.domain.comment import JUDGE, Comment, Status, Submission
from service.domain.question import Heard, with_evidence
from service.domain.site import Site
from service.domain.text import NormalText, normalise
from service.domain.verdict import RULE, Evidence, Outcome, Shadow, Verdict, judge, naming
from service.keyring import SealBrokenError
from service.queue import Work
from service.services import Services
from service.storage import claims, comments, first_comments
from service.storage.claims import Claimed
from service.storage.sealed import unseal
from service.usecases import ask, transition
from service.usecases.case import Case, contexts_of
from service.usecases.group import group
from service.usecases.transition import Change

log = structlog.get_logger()

# Large enough that what a batch costs is shared by many, small enough that recording it holds others up for moments.
BATCH = 40
# Each claim that ends with its worker costs a lease: after three, a moderator sees the comment within the minute.
CLAIMS_MOST = 3
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


@dataclass(frozen=True, slots=True)
class Ruling:
    """The verdict on a comment as it was read, and what a policy in shadow says where there is one."""

    comment: Comment
    verdict: Verdict
    shadow: Shadow | None = None


def claim(services: Services) -> tuple[list[Case], int]:
    """Claim a batch: the cases to judge, and how many comments were claimed (nought: none waits)."""
    with services.database.begin() as tx:
        claimed = claims.claim(tx, now=services.clock(), limit=BATCH)
    hopeful = [one.comment for one in claimed if one.times <= CLAIMS_MOST]
    texts = {comment.id: normalise(comment.body) for comment in hopeful}
    group(services, hopeful, texts=texts)
    hopeless = list[Ruling]()
    opened = list(_opened(services, claimed, hopeless))
    if hopeless:
        with services.database.begin() as tx:
            made = _record(services, tx, hopeless)
        count(services, made)
    return _cases(services, opened, texts=texts), len(claimed)


def record(services: Services, judged: Sequence[Judged]) -> None:
    """Give each case its verdict by its site's policy, in one transaction, then hint."""
    in_order = sorted(judged, key=lambda one: one.case.comment.id)  # all lock comments alike
    firsts = [one.case.comment for one in judged if one.case.context.page_age is None]
    rulings = [_ruling(one, ()) for one in in_order if not one.heard]  # now, while nobody waits for our turn to end
    with services.database.begin() as tx:
        first_comments.note(tx, firsts)
        heard = [one for one in in_order if one.heard]
        rulings += [_ruling(one, ask.settle(services, tx, one.case.comment, heard=one.heard)) for one in heard]
        made = _record(services, tx, rulings)
    count(services, made)
    services.hints.hint(Work.DELIVER)


def _ruling(one: Judged, said: Sequence[Evidence]) -> Ruling:
    evidence = with_evidence(one.evidence, said)
    verdict = judge(evidence, one.case.policy, one.case.facts, model_version=one.model_version)
    return Ruling(one.case.comment, verdict, _shadow(one, said))


def _shadow(one: Judged, said: Sequence[Evidence]) -> Shadow | None:
    policy = one.case.site.shadow
    if policy is None or one.shadow is None:
        return None
    verdict = judge(with_evidence(one.shadow, said), policy, one.case.facts)
    return Shadow(policy=policy.name, points=verdict.points, outcome=verdict.outcome)


class _HopelessError(Exception):
    """The comment cannot be judged; a moderator must look."""


_Opened = tuple[Comment, Submission, Site]


def _opened(services: Services, claimed: Sequence[Claimed], hopeless: list[Ruling]) -> Iterator[_Opened]:
    """Those that can be judged, with their submissions and sites; the others are held."""
    for one in claimed:
        try:
            yield _open(services, one)
        except _HopelessError as error:
            broken = Evidence(check=JUDGE, points=0.0, reason=str(error), failed=True)
            verdict = Verdict(outcome=Outcome.HOLD, points=0.0, evidence=(broken,), policy="")
            hopeless.append(Ruling(one.comment, verdict))


def _open(services: Services, one: Claimed) -> _Opened:
    comment, site = one.comment, services.settings.sites.get(one.comment.site)
    if one.times > CLAIMS_MOST:
        raise _HopelessError("Judging it stopped the worker again and again. Please look at it yourself.")
    if site is None:
        raise _HopelessError(f"The site {comment.site!r} is not in rejoinder.toml any more.")
    try:
        sealed = one.sealed or b""
        return comment, unseal(sealed, site=comment.site, comment=comment.id, keyring=services.keyring), site
    except SealBrokenError as error:
        raise _HopelessError("Its submission cannot be opened: was secret.key changed?") from error


def _cases(services: Services, opened: Sequence[_Opened], *, texts: Mapping[str, NormalText]) -> list[Case]:
    with services.database.read() as tx:
        contexts = contexts_of(tx, [comment for comment, *_ in opened], texts=texts, now=services.clock())
    return [
        Case(comment=comment, submission=submission, context=contexts[comment.id], site=site)
        for comment, submission, site in opened
    ]


def _record(services: Services, tx: Connection, rulings: Sequence[Ruling]) -> list[Ruling]:
    """Record what nobody else did: another worker may have judged a comment, or a moderator been faster."""
    changes = [change_by(one.comment, one.verdict) for one in rulings]
    changed = {after.id for after in transition.apply_all(services, tx, changes)}
    made = [one for one in rulings if one.comment.id in changed]
    comments.record_verdicts(tx, [(one.comment.id, one.verdict, one.shadow) for one in made])
    return made


def change_by(comment: Comment, verdict: Verdict) -> Change:
    """What a verdict makes of a comment."""
    to = STATUS_OF[verdict.outcome]
    return Change(comment=comment, to=to, actor=JUDGE, action="judge", reason=_summary(verdict))


def count(services: Services, made: Sequence[Ruling]) -> None:
    """Count verdicts, and log them."""
    for one in made:
        comment, verdict = one.comment, one.verdict
        services.metrics.judged.labels(comment.site, verdict.outcome).inc()
        log.info(
            "comment.judged",
            comment=comment.id,
            verdict=verdict.outcome,
            points=verdict.points,
            checks=[said.check for said in verdict.evidence],
            rule=verdict.rule,
            model=verdict.model_version,
        )


def _summary(verdict: Verdict) -> str:
    """A verdict in a line of the history."""
    strongest = max(naming(verdict.evidence), key=lambda one: (one.check == RULE, abs(one.points)), default=None)
    return f"{round(verdict.points, 1):g} points" + (f": {strongest.reason}" if strongest else "")
