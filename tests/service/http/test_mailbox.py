"""The demo's mailbox, shared by all web processes."""

import multiprocessing

import pytest

from service.http import mailbox


@pytest.fixture
def file(tmp_path):
    return tmp_path / "demo-webhooks.jsonl"


def ids(file):
    return [one["id"] for one in mailbox.newest(file)]


def test_an_empty_mailbox_has_nothing(file):
    assert ids(file) == []


def test_the_newest_comes_first(file):
    mailbox.keep(file, {"id": "1"})
    mailbox.keep(file, {"id": "2"})
    assert ids(file) == ["2", "1"]


def test_what_comes_twice_is_kept_once(file):
    for id in ("1", "2", "1"):
        mailbox.keep(file, {"id": id})
    assert ids(file) == ["2", "1"]


def test_only_the_last_hundred_are_kept(file):
    for number in range(350):
        mailbox.keep(file, {"id": str(number)})
    assert ids(file) == [str(number) for number in range(349, 249, -1)]
    assert file.read_text().count("\n") <= 2 * mailbox.MOST


def test_half_a_line_spoils_no_neighbour(file):
    mailbox.keep(file, {"id": "1"})
    file.write_text(file.read_text() + '{"id": "brok\n')
    mailbox.keep(file, {"id": "2", "text": "a\u2028b\nc"})
    assert ids(file) == ["2", "1"]


def test_processes_that_get_the_same_webhooks_at_once_keep_each_once(file):
    context = multiprocessing.get_context("spawn")
    together = context.Barrier(3)
    writers = [context.Process(target=_write, args=(file, together)) for _ in range(3)]
    for one in writers:
        one.start()
    for one in writers:
        one.join(timeout=60)
        assert one.exitcode == 0
    assert sorted(ids(file)) == sorted(str(number) for number in range(30))


def _write(file, together):
    for number in range(30):
        together.wait(timeout=60)
        mailbox.keep(file, {"id": str(number), "text": "x" * 5000})
