"""Drain the judge's queue: claim a batch, score it, ask judges outside the house, record it, until nothing waits."""

from time import monotonic, perf_counter

import structlog

from service.domain.verdict import Evidence
from service.queue import DRAIN_SECONDS, Work
from service.usecases import judge
from service.usecases.case import Case
from workers import asking
from workers.runtime import Runtime
from workers.scoring import Said

log = structlog.get_logger()


def drain(runtime: Runtime, *, seconds: float = DRAIN_SECONDS) -> None:
    """Judge every comment that waits; after `seconds` the rest is left to another drain."""
    closing = monotonic() + seconds
    while not runtime.stopping.is_set():
        if monotonic() >= closing:
            runtime.services.hints.hint(Work.JUDGE)
            return
        if _judge_batch(runtime) + asking.ask_again(runtime) == 0:
            return


def _judge_batch(runtime: Runtime) -> int:
    cases, claimed = judge.claim(runtime.services)
    judged = [_judged(runtime, case) for case in cases]
    undecided = [one for one in judged if asking.whom(one)]
    decided = [one for one in judged if one not in undecided]
    if decided:  # before the others, as nobody is asked about them
        judge.record(runtime.services, decided)
    if undecided:
        judge.record(runtime.services, asking.ask(runtime, undecided))
    return claimed


def _judged(runtime: Runtime, case: Case) -> judge.Judged:
    began, said = perf_counter(), Said()
    evidence = runtime.scorers[case.policy.name].evidence(case.submission, case.context, said)
    runtime.services.metrics.check_seconds.observe(perf_counter() - began)
    return judge.Judged(case=case, evidence=evidence, shadow=_in_shadow(runtime, case, said))


def _in_shadow(runtime: Runtime, case: Case, said: Said) -> tuple[Evidence, ...] | None:
    """The evidence by the policy that judges in shadow; none where there is none, or where it breaks."""
    shadow = case.site.shadow
    if shadow is None:
        return None
    try:
        return runtime.scorers[shadow.name].evidence(case.submission, case.context, said)
    except Exception:
        log.exception("shadow.failed", comment=case.comment.id, policy=shadow.name)
        return None
