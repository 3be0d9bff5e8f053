"""Drain the judge's queue: claim a batch, let models catch up, score it, ask judges outside, record it; and again."""

from collections.abc import Sequence
from time import monotonic, perf_counter

import structlog

from service.domain.policy import Policy
from service.domain.verdict import Evidence
from service.queue import DRAIN_SECONDS, Work
from service.usecases import judge
from service.usecases.case import Case
from workers import asking
from workers.classifier import Progress
from workers.hearing import hear
from workers.learning.learner import Learner
from workers.runtime import Runtime
from workers.scoring import Said

log = structlog.get_logger()


def drain(runtime: Runtime, *, seconds: float = DRAIN_SECONDS) -> None:
    """Judge every comment that waits, and learn every decision; after `seconds` the rest is left to another drain.

    A long rebuild of a model goes on in steps between the batches: until it is done, verdicts name the old version.
    """
    closing = monotonic() + seconds
    while not runtime.stopping.is_set():
        if monotonic() >= closing:
            runtime.services.hints.hint(Work.JUDGE)
            return
        cases, claimed = judge.claim(runtime.services)
        # Behind the claim: what was decided before a comment came is heard in its verdict.
        progress = runtime.classifier.catch_up()
        with runtime.spans("judge", [case.comment.id for case in cases]):
            _judge(runtime, cases)
        if claimed + asking.ask_again(runtime) == 0 and progress is Progress.DONE:
            return


def _judge(runtime: Runtime, cases: Sequence[Case]) -> None:
    judged = [_judged(runtime, case) for case in cases]
    decided, undecided = list[judge.Judged](), list[judge.Judged]()
    for one in judged:
        (undecided if asking.whom(one) else decided).append(one)
    if decided:  # before the others, as nobody is asked about them
        judge.record(runtime.services, decided)
    if undecided:
        judge.record(runtime.services, asking.ask(runtime, undecided))


def _judged(runtime: Runtime, case: Case) -> judge.Judged:
    began, said = perf_counter(), Said() if case.site.shadow else None
    model = runtime.classifier.model_of(case.comment.site)
    heard = _heard(runtime, case, case.policy, learner=model.learner, said=said)
    runtime.services.metrics.check_seconds.observe(perf_counter() - began)
    return judge.Judged(
        case=case,
        evidence=heard,
        shadow=_in_shadow(runtime, case, learner=model.learner, said=said),
        model_version=model.version if case.policy.model.enabled else None,
    )


def _in_shadow(runtime: Runtime, case: Case, *, learner: Learner, said: Said | None) -> tuple[Evidence, ...] | None:
    """The evidence by the policy that judges in shadow; none where there is none, or where it breaks."""
    shadow = case.site.shadow
    if shadow is None:
        return None
    try:
        return _heard(runtime, case, shadow, learner=learner, said=said)
    except Exception:
        log.exception("shadow.failed", comment=case.comment.id, policy=shadow.name)
        return None


def _heard(
    runtime: Runtime, case: Case, policy: Policy, *, learner: Learner, said: Said | None
) -> tuple[Evidence, ...]:
    scorer = runtime.scorers[policy.name]
    return hear(scorer, case.submission, case.context, settings=policy.model, learner=learner, said=said).evidence
