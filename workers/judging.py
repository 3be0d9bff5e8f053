"""Drain the judge's queue: claim a batch, score it, record it, until nothing waits."""

from time import monotonic, perf_counter

from service.queue import DRAIN_SECONDS, Work
from service.usecases import judge
from service.usecases.case import Case
from workers.runtime import Runtime


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
    began = perf_counter()
    evidence = runtime.scorers[case.policy.name].evidence(case.submission, case.context)
    runtime.services.metrics.check_seconds.observe(perf_counter() - began)
    return judge.Judged(case=case, evidence=evidence)
