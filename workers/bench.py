"""The judges outside the house, asked side by side: a batch takes no longer than its slowest judge may."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

import structlog

from service.domain.delivery import DeliveryFailed, Failure
from service.domain.question import Answer, Later, Reply
from workers.judges import Inquiry, Judge

log = structlog.get_logger()

# Together well below the lease of 15 s on comments and questions.
ANSWER_SECONDS = 4.0
BATCH_SECONDS = 6.0
# Two judges for each comment of a batch; more wait for a free thread.
AT_ONCE = 40
# After nobody answered, a judge is left alone for so long: its questions fail at once, and others need not wait for it.
REST_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """An inquiry that is put to one judge of a site."""

    site: str
    judge: str
    inquiry: Inquiry


@dataclass(slots=True)
class Bench:
    """The judges by site and name."""

    judges: Mapping[str, Mapping[str, Judge]] = field(default_factory=dict)
    monotonic: Callable[[], float] = time.monotonic
    batch_seconds: float = BATCH_SECONDS
    _rests_until: dict[tuple[str, str], float] = field(default_factory=dict)
    _pool: ThreadPoolExecutor | None = None

    def of(self, site: str) -> Mapping[str, Judge]:
        """The judges of a site."""
        return self.judges.get(site, {})

    def everyone(self) -> Iterator[tuple[str, str, Judge]]:
        """All judges, with site and name."""
        for site, judges in self.judges.items():
            for name, judge in judges.items():
                yield site, name, judge

    def hear(self, asked: Sequence[Put]) -> list[Reply]:
        """The reply to each, in the same order. Whoever has not replied when the batch is over has failed."""
        self._pool = self._pool or ThreadPoolExecutor(AT_ONCE, thread_name_prefix="judge")
        futures = [None if self._rests(one) else self._pool.submit(self._ask, one) for one in asked]
        wait([one for one in futures if one is not None], timeout=self.batch_seconds)
        return [self._reply(one, future) for one, future in zip(asked, futures, strict=True)]

    def _ask(self, one: Put) -> Answer | Later:
        return self.judges[one.site][one.judge].ask(one.inquiry)

    def _reply(self, one: Put, future: "Future[Answer | Later] | None") -> Reply:
        if future is None:
            return DeliveryFailed("it did not answer a moment ago and was not asked.", failure=Failure.REFUSED)
        if future.cancel():  # others kept all threads busy: no fault of this judge
            return DeliveryFailed("there was no time to ask it.", failure=Failure.REFUSED)
        if not future.done():
            reply: Reply = DeliveryFailed("it did not answer in time.", failure=Failure.UNREACHABLE)
        else:
            reply = _reply_of(one, future)
        if isinstance(reply, DeliveryFailed) and reply.failure is Failure.UNREACHABLE:
            self._rests_until[one.site, one.judge] = self.monotonic() + REST_SECONDS
        return reply

    def _rests(self, one: Put) -> bool:
        return self._rests_until.get((one.site, one.judge), 0.0) > self.monotonic()


def _reply_of(one: Put, done: "Future[Answer | Later]") -> Reply:
    try:
        return done.result()
    except DeliveryFailed as failure:
        return failure
    except Exception as error:
        log.exception("judge.broke", judge=one.judge, comment=one.inquiry.comment.id)
        mistake = f"it made a mistake ({type(error).__name__}); the log of the judge worker has it."
        return DeliveryFailed(mistake, failure=Failure.REFUSED)
