"""Attempts: what it takes to make one host agree, or to tell one subscriber."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import structlog

from service.domain.delivery import Delivery, DeliveryFailed, DeliveryKind, Failure
from service.usecases import deliver, feedback, publication, subscribers
from workers.asking import inquiry
from workers.judges import Learner
from workers.notifiers import webhook
from workers.publishers import CommentPublisher, PagePublisher, Publication, Receipt
from workers.runtime import Runtime

log = structlog.get_logger()


class Act(Protocol):
    """One exchange with the other side. Raises `DeliveryFailed`."""

    def __call__(self) -> Receipt:
        """What the other side answered."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Deliveries that one exchange settles: a single one, or all that concern the same page."""

    deliveries: Sequence[Delivery]
    act: Act
    writes_page: bool = False


def attempt(runtime: Runtime, due: Sequence[Delivery], *, goes_on: Callable[[], bool]) -> None:
    """Try each of these deliveries, which all go to one host; stop early when nobody answers there.

    Pages that were written are recorded together: whoever dies before that writes them once more.
    """
    written = list[Delivery]()
    for step in _steps(runtime, subscribers.without_those_off(runtime.services, due)):
        if not goes_on() or not _traced(runtime, step, written):
            break
    _record(runtime, written)


def _steps(runtime: Runtime, due: Sequence[Delivery]) -> Iterable[Step]:
    for one in due:
        if not _writes_page(runtime, one):
            yield Step(deliveries=(one,), act=partial(_tell, runtime, one))
    pages = publication.pages(runtime.services, [one for one in due if _writes_page(runtime, one)])
    for (site, page), together in pages.items():
        yield Step(deliveries=together, act=partial(_write, runtime, site, page), writes_page=True)


def _writes_page(runtime: Runtime, delivery: Delivery) -> bool:
    whole_pages = isinstance(runtime.publishers.get(delivery.site), PagePublisher)
    return delivery.kind is DeliveryKind.PUBLISH and whole_pages


def _traced(runtime: Runtime, step: Step, written: list[Delivery]) -> bool:
    with runtime.spans(step.deliveries[0].kind, [one.comment for one in step.deliveries]):
        return _try(runtime, step, written)


def _try(runtime: Runtime, step: Step, written: list[Delivery]) -> bool:
    """Make the attempt and record how it went, or note it in `written`; false when the rest of the host may wait."""
    try:
        receipt = step.act()
    except DeliveryFailed as failure:
        return _failed(runtime, step, failure, written)
    except Exception as error:
        log.exception("delivery.broke", delivery=step.deliveries[0].id)
        mistake = f"Rejoinder made a mistake ({type(error).__name__}); the log of the deliver worker has it."
        return _failed(runtime, step, DeliveryFailed(mistake, failure=Failure.REFUSED), written)
    if step.writes_page:
        written.extend(step.deliveries)
    else:
        deliver.succeeded(runtime.services, step.deliveries, remote_id=receipt.remote_id, page=receipt.page)
    return True


def _record(runtime: Runtime, written: list[Delivery]) -> None:
    if written:
        deliver.succeeded(runtime.services, written)
        written.clear()


def _failed(runtime: Runtime, step: Step, failure: DeliveryFailed, written: list[Delivery]) -> bool:
    _record(runtime, written)  # first, as a success would call those back who now have to wait
    for delivery in step.deliveries:
        deliver.failed(runtime.services, delivery, failure)
    return failure.failure is not Failure.UNREACHABLE


def _write(runtime: Runtime, site: str, page: str) -> Receipt:
    publisher = runtime.publishers[site]
    assert isinstance(publisher, PagePublisher)
    publisher.write(publication.thread(runtime.services, site=site, page=page))
    return Receipt()


def _tell(runtime: Runtime, delivery: Delivery) -> Receipt:
    acts = {DeliveryKind.NOTIFY: _notify, DeliveryKind.PUBLISH: _publish, DeliveryKind.FEEDBACK: _feed_back}
    return acts[delivery.kind](runtime, delivery)


def _feed_back(runtime: Runtime, delivery: Delivery) -> Receipt:
    judge: object = runtime.bench.of(delivery.site).get(delivery.target)
    if not isinstance(judge, Learner):
        gone = f"The site {delivery.site!r} has no judge {delivery.target!r} in rejoinder.toml that takes feedback."
        raise DeliveryFailed(gone, failure=Failure.PERMANENT)
    told = feedback.about(runtime.services, delivery)
    if told is not None:
        evidence = told.comment.evidence
        judge.tell(inquiry(runtime, told.question, told.comment, told.submission, evidence=evidence), told.truth)
    return Receipt()


def _notify(runtime: Runtime, delivery: Delivery) -> Receipt:
    site = runtime.services.settings.sites.get(delivery.site)
    subscriber = site.subscriber(delivery.target) if site else None
    if subscriber is None:
        gone = f"The subscriber {delivery.target!r} of the site {delivery.site!r} is not in rejoinder.toml any more."
        raise DeliveryFailed(gone, failure=Failure.PERMANENT)
    webhook.notify(delivery, subscriber, runtime.outbound, now=runtime.services.clock())
    return Receipt()


def _publish(runtime: Runtime, delivery: Delivery) -> Receipt:
    publisher = runtime.publishers.get(delivery.site)
    if not isinstance(publisher, CommentPublisher):
        gone = f"The site {delivery.site!r} has no publisher in rejoinder.toml any more."
        raise DeliveryFailed(gone, failure=Failure.PERMANENT)
    current = publication.current(runtime.services, delivery)
    if current is None:
        return Receipt()
    return publisher.reconcile(
        Publication(
            comment=current.comment,
            address=current.address,
            agent=current.agent,
            parent=current.parent,
            now=runtime.services.clock(),
        )
    )
