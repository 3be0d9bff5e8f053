"""Drain the judge's queue: claim a batch, score it, record it, until nothing waits."""

from time import perf_counter

from service.usecases import judge
from workers.runtime import Runtime


def drain(runtime: Runtime) -> None:
    """Judge every comment that waits."""
    while not runtime.stopping.is_set():
        cases, claimed = judge.claim(runtime.services)
        if claimed == 0:
            return
        judge.record(runtime.services, [_judged(runtime, case) for case in cases])


def _judged(runtime: Runtime, case: judge.Case) -> judge.Judged:
    began = perf_counter()
    evidence = runtime.scorers[case.policy.name].evidence(case.submission, case.context)
    runtime.services.metrics.check_seconds.observe(perf_counter() - began)
    return judge.Judged(case=case, evidence=evidence)
