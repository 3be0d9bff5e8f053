import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from service.domain.comment import Decision
from service.domain.delivery import DeliveryFailed, DeliveryStatus, Failure
from service.queue import Work
from service.storage.schema import hosts
from service.usecases import deliver
from service.usecases.decide import decide
from service.usecases.review import detail
from tests.builders import PAGE, a_site, a_subscriber, some_settings
from tests.scenes import an_approved_comment
from tests.waiting import until
from tests.workers.builders import RecordingOutbound, a_runtime
from workers import delivering
from workers.publishers import Receipt


class PageWriter:
    """A page publisher that remembers what it wrote, or fails at one page as it is told to."""

    def __init__(self, failure=None, *, at=None):
        self.written, self.failure, self.at = [], failure, at

    def write(self, thread):
        if self.failure and thread.page == self.at:
            raise self.failure
        self.written.append([one.body for one in thread.comments])

    def problems(self):
        return []


class CommentTeller:
    """A comment publisher that remembers what it told, or fails as it is told to."""

    def __init__(self, failure=None):
        self.told, self.failure = [], failure

    def reconcile(self, publication):
        self.told.append((publication.comment.body, publication.comment.status, publication.parent))
        if self.failure:
            raise self.failure
        return Receipt(remote_id=f"host-{len(self.told)}")

    def problems(self):
        return []


@pytest.fixture
def settings(tmp_path, database_url):
    return some_settings(tmp_path, database_url=database_url, sites=[a_site(), a_site(name="gone", subscribers=())])


def states(services, comment):
    return {one.kind: one.status for one in detail(services, comment).deliveries}


def test_a_drain_publishes_and_notifies(services):
    comment = an_approved_comment(services)
    writer, outbound = PageWriter(), RecordingOutbound()

    delivering.drain(a_runtime(services, publishers={"blog": writer}, outbound=outbound))

    assert writer.written == [["The 7.10 boat never waits for the bus."]]
    assert [url for url, _, _ in outbound.sent] == [a_subscriber().url]
    assert states(services, comment) == {"publish": DeliveryStatus.DONE, "notify": DeliveryStatus.DONE}


def test_a_changed_page_is_written_once_for_all_its_comments(services):
    for number in range(5):
        an_approved_comment(services, body=f"{number}")
    an_approved_comment(services, body="elsewhere", page=PAGE + "/2")
    writer = PageWriter()

    delivering.drain(a_runtime(services, publishers={"blog": writer}, outbound=RecordingOutbound()))

    assert sorted(writer.written) == [["0", "1", "2", "3", "4"], ["elsewhere"]]


def test_pages_that_were_written_before_one_that_cannot_be_stay_so_and_the_rest_waits(services):
    pages = [f"{PAGE}/{number}" for number in range(3)]
    comments = [an_approved_comment(services, page=page) for page in pages]
    writer = PageWriter(DeliveryFailed("The disk is full.", failure=Failure.UNREACHABLE), at=pages[1])

    delivering.drain(a_runtime(services, publishers={"blog": writer}, outbound=RecordingOutbound()))

    assert [states(services, one)["publish"] for one in comments] == [
        DeliveryStatus.DONE,
        DeliveryStatus.PENDING,
        DeliveryStatus.PENDING,
    ]
    assert len(writer.written) == 1


def test_a_page_with_a_mistake_in_it_keeps_no_other_from_being_published(services):
    pages = [f"{PAGE}/{number}" for number in range(3)]
    comments = [an_approved_comment(services, page=page) for page in pages]
    writer = PageWriter(ZeroDivisionError(), at=pages[1])

    delivering.drain(a_runtime(services, publishers={"blog": writer}, outbound=RecordingOutbound()))

    done = [states(services, one)["publish"] is DeliveryStatus.DONE for one in comments]
    assert done == [True, False, True]


def test_a_reply_goes_below_its_parents_copy_or_to_the_top_when_that_is_not_shown(services):
    parent = an_approved_comment(services, body="parent")
    an_approved_comment(services, body="reply", parent=parent)
    teller = CommentTeller()
    runtime = a_runtime(services, publishers={"blog": teller}, outbound=RecordingOutbound())
    delivering.drain(runtime)
    assert [(body, above) for body, _, above in teller.told] == [("parent", None), ("reply", "host-1")]

    decide(services, parent, Decision.SPAM, actor="Mona")
    an_approved_comment(services, body="late reply", parent=parent)
    delivering.drain(runtime)
    assert ("late reply", "approved", None) in teller.told


def test_what_fails_is_recorded_and_the_drain_goes_on_elsewhere(services):
    comment = an_approved_comment(services)
    teller = CommentTeller(DeliveryFailed("The password is wrong.", failure=Failure.REFUSED))

    delivering.drain(a_runtime(services, publishers={"blog": teller}, outbound=RecordingOutbound()))

    publish, notify = detail(services, comment).deliveries
    assert (publish.status, publish.last_error) == (DeliveryStatus.PENDING, "The password is wrong.")
    assert notify.status is DeliveryStatus.DONE


def test_who_was_told_before_nobody_answers_is_not_told_again(services):
    comments = [an_approved_comment(services, body=f"{number}") for number in range(3)]

    class OnceThere(RecordingOutbound):
        def request(self, method, url, *, headers=None, body=None):
            if self.sent:
                raise DeliveryFailed("Nobody answered.", failure=Failure.UNREACHABLE)
            return super().request(method, url, headers=headers, body=body)

    delivering.drain(a_runtime(services, publishers={"blog": PageWriter()}, outbound=OnceThere()))

    told = [states(services, one)["notify"] for one in comments]
    assert told == [DeliveryStatus.DONE, DeliveryStatus.PENDING, DeliveryStatus.PENDING]


def test_a_drain_that_is_stopped_records_who_was_told(services):
    comments = [an_approved_comment(services, body=f"{number}") for number in range(3)]

    class Stopping(RecordingOutbound):
        def request(self, method, url, *, headers=None, body=None):
            runtime.stopping.set()
            return super().request(method, url, headers=headers, body=body)

    runtime = a_runtime(services, publishers={"blog": PageWriter()}, outbound=Stopping())
    delivering.drain(runtime)

    told = [states(services, one)["notify"] for one in comments]
    assert told == [DeliveryStatus.DONE, DeliveryStatus.PENDING, DeliveryStatus.PENDING]


def test_a_host_that_asks_for_time_is_asked_nothing_before_it_is_over(services, clock):
    an_approved_comment(services, body="one")
    pause = timedelta(minutes=5)
    teller = CommentTeller(DeliveryFailed("Slow down.", failure=Failure.UNREACHABLE, retry_after=pause))
    runtime = a_runtime(services, publishers={"blog": teller}, outbound=RecordingOutbound())
    delivering.drain(runtime)
    teller.failure = None

    an_approved_comment(services, body="two")
    delivering.drain(runtime)

    assert [body for body, *_ in teller.told] == ["one"]
    clock.tick(seconds=pause.total_seconds())
    delivering.drain(runtime)
    assert sorted(body for body, *_ in teller.told) == ["one", "one", "two"]


def test_who_says_gone_is_sent_nothing_more_of_the_same_batch(services):
    for number in range(3):
        an_approved_comment(services, body=f"{number}")

    class Gone(RecordingOutbound):
        def request(self, method, url, *, headers=None, body=None):
            super().request(method, url, headers=headers, body=body)
            raise DeliveryFailed("It answered 410 Gone.", failure=Failure.GONE)

    outbound = Gone()
    delivering.drain(a_runtime(services, publishers={"blog": PageWriter()}, outbound=outbound))

    assert len(outbound.sent) == 1
    assert deliver.due_hosts(services) == []


def test_a_publisher_with_a_mistake_in_it_is_tried_again_later(services):
    comment = an_approved_comment(services)
    teller = CommentTeller(ZeroDivisionError())

    delivering.drain(a_runtime(services, publishers={"blog": teller}, outbound=RecordingOutbound()))

    publish = detail(services, comment).deliveries[0]
    assert publish.status is DeliveryStatus.PENDING
    assert "ZeroDivisionError" in publish.last_error


def test_what_is_not_configured_any_more_is_a_dead_letter_that_says_so(services):
    comment = an_approved_comment(services, site="gone")

    delivering.drain(a_runtime(services))

    (publish,) = detail(services, comment).deliveries
    assert publish.status is DeliveryStatus.DEAD
    assert "no publisher" in publish.last_error


def test_a_host_that_another_worker_holds_is_left_alone(services):
    an_approved_comment(services)
    for host in deliver.due_hosts(services):
        deliver.take(services, host, holder="another")

    delivering.drain(a_runtime(services))


def test_a_drain_ends_in_time_and_leaves_the_rest_to_another(services, hints):
    an_approved_comment(services)
    hints.hinted.clear()

    delivering.drain(a_runtime(services), seconds=0)

    assert hints.hinted == [Work.DELIVER]
    assert len(deliver.due_hosts(services)) == 2


class Standing(CommentTeller):
    """While it tells of the first comment time goes by, as it does for a process that is stopped."""

    def __init__(self, goes_by):
        super().__init__()
        self.goes_by = goes_by

    def reconcile(self, publication):
        if not self.told:
            self.goes_by()
        return super().reconcile(publication)


def test_who_stood_still_for_longer_than_the_lease_leaves_the_rest_to_another(services, hints):
    for number in range(3):
        an_approved_comment(services, body=f"{number}")
    now = [0.0]
    teller = Standing(lambda: now.append(deliver.LEASE.total_seconds()))
    runtime = a_runtime(services, publishers={"blog": teller}, outbound=RecordingOutbound())
    hints.hinted.clear()

    delivering.drain(runtime, monotonic=lambda: now[-1])

    assert len(teller.told) == 1
    assert hints.hinted == [Work.DELIVER]
    delivering.drain(runtime)
    assert [body for body, *_ in teller.told] == ["0", "1", "2"]


def test_who_kept_its_leases_too_late_leaves_the_rest_to_another(services, hints, monkeypatch):
    for number in range(3):
        an_approved_comment(services, body=f"{number}")
    now = [0.0]
    # It had to wait for the database until the leases were over.
    monkeypatch.setattr(deliver, "keep", lambda *_, **__: now.append(deliver.LEASE.total_seconds() + 1))

    def slowly():
        now.append(delivering.RENEW_SECONDS + 0.1)
        until(lambda: now[-1] > deliver.LEASE.total_seconds(), what="the leases to be kept")

    teller = Standing(slowly)
    runtime = a_runtime(services, publishers={"blog": teller}, outbound=RecordingOutbound())
    hints.hinted.clear()

    delivering.drain(runtime, monotonic=lambda: now[-1])

    assert len(teller.told) == 1
    assert hints.hinted == [Work.DELIVER]


def test_a_living_worker_keeps_its_host_however_long_an_answer_takes(services, clock):
    an_approved_comment(services)
    now = [0.0]

    def ten_seconds():
        for _ in range(5):
            clock.tick(seconds=2)
            now.append(now[-1] + 2)
            until(lambda: not ends_within(services, deliver.LEASE), what="a longer lease")

    teller = Standing(ten_seconds)
    runtime = a_runtime(services, publishers={"blog": teller}, outbound=RecordingOutbound())
    delivering.drain(runtime, monotonic=lambda: now[-1])

    assert len(teller.told) == 1


def ends_within(services, span):
    """Whether a lease of a host ends before that."""
    with services.database.read() as tx:
        ends = tx.execute(select(hosts.c.lease_until).where(hosts.c.lease_until.is_not(None))).scalars().all()
    assert ends
    return min(ends) < services.clock() + span


def test_requests_to_one_host_never_overlap(services):
    for number in range(6):
        an_approved_comment(services, body=f"{number}")
    inside, overlapped = threading.Lock(), []

    class Watching(RecordingOutbound):
        def request(self, method, url, *, headers=None, body=None):
            overlapped.append(not inside.acquire(blocking=False))
            threading.Event().wait(0.01)
            inside.release()
            return super().request(method, url, headers=headers, body=body)

    outbound = Watching()
    runtimes = [a_runtime(services, publishers={"blog": PageWriter()}, outbound=outbound) for _ in range(2)]
    drains = [threading.Thread(target=delivering.drain, args=(runtime,)) for runtime in runtimes]
    for drain in drains:
        drain.start()
    for drain in drains:
        drain.join()

    assert overlapped == [False] * 6
