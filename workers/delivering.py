"""Drain the deliveries: hosts side by side, and at one host one request after the other."""

import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from service.queue import DRAIN_SECONDS, Work
from service.usecases import deliver
from workers.attempts import attempt
from workers.gathering import due_at
from workers.runtime import Runtime

HOSTS_AT_ONCE = 8
LOOK_AGAIN_SECONDS = 0.1
RENEW_SECONDS = 1.0

_Busy = dict[str, "Future[None]"]


def drain(runtime: Runtime, *, seconds: float = DRAIN_SECONDS, monotonic: Callable[[], float] = time.monotonic) -> None:
    """Deliver everything that is due or falls due meanwhile; after `seconds` the rest is left to another drain.

    So is the rest of a drain that stood still until its leases were over: another may be at its hosts by now.
    """
    holder = runtime.services.new_id()
    closing = monotonic() + seconds
    busy: _Busy = {}
    renewed = monotonic()

    def leased() -> bool:
        return monotonic() - renewed < deliver.LEASE.total_seconds()

    def goes_on() -> bool:
        return leased() and monotonic() < closing and not runtime.stopping.is_set()

    with ThreadPoolExecutor(HOSTS_AT_ONCE, thread_name_prefix="host") as pool:
        while _start(runtime, pool, busy, holder=holder, goes_on=goes_on):
            wait(busy.values(), timeout=LOOK_AGAIN_SECONDS, return_when=FIRST_COMPLETED)
            now = monotonic()
            if now - renewed > RENEW_SECONDS and leased():
                deliver.keep(runtime.services, holder=holder)
                # Had that to wait until the leases were over, another may have taken the hosts first.
                renewed = now if leased() else renewed
            _forget_finished(busy)
    if not goes_on():
        runtime.services.hints.hint(Work.DELIVER)


def _start(
    runtime: Runtime, pool: ThreadPoolExecutor, busy: _Busy, *, holder: str, goes_on: Callable[[], bool]
) -> bool:
    """Give each free host with something due to a thread; false when nothing is under way."""
    if goes_on():
        for host in deliver.due_hosts(runtime.services):
            free = host not in busy and len(busy) < HOSTS_AT_ONCE
            if free and deliver.take(runtime.services, host, holder=holder):
                busy[host] = pool.submit(_work_off, runtime, host, holder=holder, goes_on=goes_on)
    return bool(busy)


def _forget_finished(busy: _Busy) -> None:
    for host in [host for host, future in busy.items() if future.done()]:
        busy.pop(host).result()


def _work_off(runtime: Runtime, host: str, *, holder: str, goes_on: Callable[[], bool]) -> None:
    """Everything that is due at one host, whose lease we hold."""
    try:
        while goes_on() and (due := due_at(runtime, host)):
            attempt(runtime, due, goes_on=goes_on)
    finally:
        deliver.give_back(runtime.services, host, holder=holder)
