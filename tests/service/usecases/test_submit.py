import threading

import pytest

from service.domain.comment import Status
from service.domain.errors import IdempotencyMismatch, Unavailable, ValidationFailed
from service.queue import Work
from service.storage import comments, schema
from service.storage.committer import NotKeptError
from service.storage.sealed import unseal
from service.usecases.submit import submit
from tests.builders import PAGE, a_submission


def stored(services, comment):
    with services.database.read() as tx:
        return comments.get(tx, comment)


def test_a_submission_becomes_a_received_comment_and_a_hint(services, hints, clock):
    promise = submit(services, a_submission())

    comment = stored(services, promise.id)
    assert (comment.status, comment.version, comment.received_at) == (Status.RECEIVED, 1, clock.now)
    assert (comment.name, comment.page, comment.body) == ("Ada", PAGE, "The 7.10 boat never waits for the bus.")
    assert hints.hinted == [Work.JUDGE]


def test_what_the_reader_sent_can_be_opened_with_the_key_and_only_as_that_comment(services):
    sent = a_submission(email="ada+canary@example.org", agent="Lynx")
    comment = submit(services, sent).id

    with services.database.read() as tx:
        sealed = comments.sealed_of(tx, comment)

    assert b"canary" not in sealed
    assert unseal(sealed, site="blog", comment=comment, keyring=services.keyring) == sent
    with pytest.raises(Exception, match="another"):
        unseal(sealed, site="blog", comment="another", keyring=services.keyring)


def test_the_same_key_and_text_is_one_comment(services, hints):
    first = submit(services, a_submission(), key="k")
    again = submit(services, a_submission(address="198.51.100.7", agent="another browser"), key="k")

    assert again.id == first.id
    assert (first.replayed, again.replayed) == (False, True)
    assert hints.hinted == [Work.JUDGE]


def test_the_same_key_with_another_text_is_refused(services):
    submit(services, a_submission(), key="k")

    with pytest.raises(IdempotencyMismatch):
        submit(services, a_submission(body="Something else."), key="k")


def test_the_same_key_on_another_site_is_another_comment(services):
    first = submit(services, a_submission(), key="k")
    other = submit(services, a_submission(site="elsewhere"), key="k")

    assert first.id != other.id


def test_many_at_once_with_one_key_make_one_comment(services):
    ids = []
    threads = [
        threading.Thread(target=lambda: ids.append(submit(services, a_submission(), key="k").id)) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(ids) == 20
    assert len(set(ids)) == 1


def test_a_reply_belongs_to_a_comment_of_the_same_page(services):
    parent = submit(services, a_submission()).id

    reply = submit(services, a_submission(parent=parent, body="Indeed.")).id
    assert stored(services, reply).parent == parent

    for wrong in ({"parent": "unknown"}, {"parent": parent, "page": PAGE + "/other"}, {"parent": parent, "site": "x"}):
        with pytest.raises(ValidationFailed) as refused:
            submit(services, a_submission(**wrong))
        assert [one.pointer for one in refused.value.errors] == ["#/parent"]


def test_a_reply_can_name_its_parent_as_the_host_does(services):
    parent = submit(services, a_submission()).id
    with services.database.begin() as tx:
        comments.record_receipt(tx, parent, remote_id="17", page=None)

    assert stored(services, submit(services, a_submission(), remote_parent="17").id).parent == parent
    with pytest.raises(ValidationFailed):
        submit(services, a_submission(), remote_parent="18")


def test_what_cannot_be_kept_is_said_and_not_hinted(services, hints):
    with services.database.begin() as tx:
        tx.exec_driver_sql("DROP TABLE comments")
    try:
        with pytest.raises(Unavailable):
            submit(services, a_submission())
    finally:
        with services.database.begin() as tx:
            schema.comments.create(tx)

    assert hints.hinted == []


def test_a_row_that_the_database_refuses_spoils_no_neighbour(services):
    outcomes = {}

    def keep(number, body):
        try:
            outcomes[number] = submit(services, a_submission(body=body)).id
        except Unavailable as error:
            outcomes[number] = error

    # A lone surrogate never passes the edge; if it did, the driver would choke on it.
    threads = [
        threading.Thread(target=keep, args=(number, "\ud800" if number == 5 else f"text {number}"))
        for number in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    refused = [number for number, outcome in outcomes.items() if isinstance(outcome, Unavailable)]
    assert refused == [5]
    assert isinstance(outcomes[5].__cause__, NotKeptError)
    assert all(stored(services, outcomes[number]) for number in range(12) if number != 5)
