"""Drain the judge's queue: claim a batch, score it, record it, until nothing waits."""

from time import monotonic, perf_counter

import structlog

from service.domain.verdict import Evidence
from service.queue import DRAIN_SECONDS, Work
from service.usecases import judge
from service.usecases.case import Case
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
        cases, claimed = judge.claim(runtime.services)
        if claimed == 0:
            return
        judge.record(runtime.services, [_judged(runtime, case) for case in cases])


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
