"""Drain the deliveries: hosts side by side, and at one host one request after the other."""

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from time import monotonic

from service.usecases import deliver
from workers.attempts import attempt
from workers.runtime import Runtime

HOSTS_AT_ONCE = 8
LOOK_AGAIN_SECONDS = 0.1
RENEW_SECONDS = 4.0

_Busy = dict[str, "Future[None]"]


def drain(runtime: Runtime) -> None:
    """Deliver everything that is due, and what falls due meanwhile."""
    busy: _Busy = {}
    renewed = monotonic()
    with ThreadPoolExecutor(HOSTS_AT_ONCE, thread_name_prefix="host") as pool:
        while _start(runtime, pool, busy):
            wait(busy.values(), timeout=LOOK_AGAIN_SECONDS, return_when=FIRST_COMPLETED)
            if monotonic() - renewed > RENEW_SECONDS:
                deliver.keep(runtime.services, busy)
                renewed = monotonic()
            _forget_finished(busy)


def _start(runtime: Runtime, pool: ThreadPoolExecutor, busy: _Busy) -> bool:
    """Give each free host with something due to a thread; false when nothing is under way."""
    if not runtime.stopping.is_set():
        for host in deliver.due_hosts(runtime.services):
            if host not in busy and len(busy) < HOSTS_AT_ONCE and deliver.take(runtime.services, host):
                busy[host] = pool.submit(_work_off, runtime, host)
    return bool(busy)


def _forget_finished(busy: _Busy) -> None:
    for host in [host for host, future in busy.items() if future.done()]:
        busy.pop(host).result()


def _work_off(runtime: Runtime, host: str) -> None:
    """Everything that is due at one host, whose lease we hold."""
    try:
        while not runtime.stopping.is_set() and (due := deliver.due(runtime.services, host)):
            attempt(runtime, due)
    finally:
        deliver.give_back(runtime.services, host)
