"""Attempts: what it takes to make one host agree, or to tell one subscriber."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import structlog

from service.domain.delivery import Delivery, DeliveryFailed, DeliveryKind, Failure
from service.usecases import deliver, feedback, publication, subscribers
from workers.agreements import Again, Agreements
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
    """Deliveries that one exchange settles: a single one, or all that concern the same page.

    What may be done `again` need not be recorded before the next step.
    """

    deliveries: Sequence[Delivery]
    act: Act
    again: Again | None = None


def attempt(runtime: Runtime, due: Sequence[Delivery], *, goes_on: Callable[[], bool]) -> None:
    """Try each of these deliveries, which all go to one host; stop early when nobody answers or wants it there."""
    agreements = Agreements(runtime.services)
    try:
        for step in _steps(runtime, subscribers.without_those_off(runtime.services, due)):
            if not goes_on() or not _traced(runtime, step, agreements):
                break
    finally:
        agreements.record()


def _steps(runtime: Runtime, due: Sequence[Delivery]) -> Iterable[Step]:
    of_pages = {site for site in {one.site for one in due} if _publishes_pages(runtime, site)}
    to_write = [one for one in due if one.kind is DeliveryKind.PUBLISH and one.site in of_pages]
    for one in due:
        if one.kind is DeliveryKind.NOTIFY:
            yield Step(deliveries=(one,), act=partial(_notify, runtime, one), again=Again.HEARD)
        elif one.kind is DeliveryKind.FEEDBACK:
            yield Step(deliveries=(one,), act=partial(_feed_back, runtime, one))
        elif one.site not in of_pages:
            yield Step(deliveries=(one,), act=partial(_publish, runtime, one))
    for (site, page), together in publication.pages(runtime.services, to_write).items():
        yield Step(deliveries=together, act=partial(_write, runtime, site, page), again=Again.UNSEEN)


def _publishes_pages(runtime: Runtime, site: str) -> bool:
    return isinstance(runtime.publishers.get(site), PagePublisher)


def _traced(runtime: Runtime, step: Step, agreements: Agreements) -> bool:
    with runtime.spans(step.deliveries[0].kind, [one.comment for one in step.deliveries]):
        return _try(runtime, step, agreements)


def _try(runtime: Runtime, step: Step, agreements: Agreements) -> bool:
    """Make the attempt and record or note how it went; false when the rest of the host may wait."""
    try:
        receipt = step.act()
    except DeliveryFailed as failure:
        return _failed(runtime, step, failure, agreements)
    except Exception as error:
        log.exception("delivery.broke", delivery=step.deliveries[0].id)
        mistake = f"Rejoinder made a mistake ({type(error).__name__}); the log of the deliver worker has it."
        return _failed(runtime, step, DeliveryFailed(mistake, failure=Failure.REFUSED), agreements)
    if step.again:
        agreements.note(step.deliveries, again=step.again)
    else:
        deliver.succeeded(runtime.services, step.deliveries, remote_id=receipt.remote_id, page=receipt.page)
    return True


def _failed(runtime: Runtime, step: Step, failure: DeliveryFailed, agreements: Agreements) -> bool:
    agreements.record()  # first, as a success would call those back who now have to wait
    for delivery in step.deliveries:
        deliver.failed(runtime.services, delivery, failure)
    # Who wants no more is switched off: what is for him is left out when it is looked up again.
    return failure.failure not in (Failure.UNREACHABLE, Failure.GONE)


def _write(runtime: Runtime, site: str, page: str) -> Receipt:
    publisher = runtime.publishers[site]
    assert isinstance(publisher, PagePublisher)
    publisher.write(publication.thread(runtime.services, site=site, page=page))
    return Receipt()


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
