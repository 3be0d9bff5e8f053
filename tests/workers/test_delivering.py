import threading

import pytest

from service.domain.comment import Decision
from service.domain.delivery import DeliveryFailed, DeliveryStatus, Failure
from service.queue import Work
from service.usecases import deliver
from service.usecases.decide import decide
from service.usecases.review import detail
from tests.builders import PAGE, a_site, a_subscriber, some_settings
from tests.scenes import an_approved_comment
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
