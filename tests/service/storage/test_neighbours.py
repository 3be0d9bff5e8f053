"""However many comments are stored: what came before a batch is found by indexes, and read to a limit."""

from datetime import timedelta

import pytest

from service.storage import neighbours
from service.usecases.submit import submit
from tests.builders import PAGE, a_submission
from tests.scenes import an_approved_comment
from tests.service.storage.plans import plans, watched, whole_tables

ALL = (neighbours.author_histories, neighbours.author_paces, neighbours.address_paces, neighbours.same_texts)


def ask(services, asked, *comments):
    with services.database.read() as tx:
        return asked(tx, comments)


@pytest.mark.parametrize("asked", ALL)
def test_no_question_reads_a_whole_table(services, asked):
    comments = [an_approved_comment(services) for _ in range(3)]
    with watched(services.database.engine) as seen:
        ask(services, asked, *comments)
    statements = [one for one in seen if one[0].startswith("SELECT")]
    assert len(statements) == 1
    assert whole_tables(plans(services.database, statements)) == []


def test_each_of_a_batch_sees_what_came_before_it(services, clock):
    comments = []
    for _ in range(3):
        comments.append(an_approved_comment(services))
        clock.tick(seconds=10)
    other = an_approved_comment(services, body="Another", email="eve@example.org", address="198.51.100.1")

    paces = ask(services, neighbours.author_paces, *comments, other)
    copies = ask(services, neighbours.same_texts, *comments, other)

    assert paces == {comments[1]: (10.0,), comments[2]: (10.0, 20.0)}
    assert ask(services, neighbours.address_paces, *comments, other) == paces
    assert {one: [copy.id for copy in found] for one, found in copies.items()} == {
        comments[1]: [comments[0]],
        comments[2]: [comments[1], comments[0]],
    }


def test_without_an_address_there_is_no_network(services):
    comments = [an_approved_comment(services, address="") for _ in range(2)]
    assert ask(services, neighbours.address_paces, *comments) == {}
    assert not any(one.known_address for one in ask(services, neighbours.author_histories, *comments).values())


def test_other_sites_do_not_count(services):
    comments = [an_approved_comment(services), submit(services, a_submission(site="shop")).id]
    assert all(ask(services, asked, *comments) == {} for asked in ALL)


def test_of_many_only_the_newest_are_read(services, clock):
    pages = [f"{PAGE}/{number}" for number in range(120)]
    for page in pages:
        submit(services, a_submission(page=page))
        clock.tick(seconds=1)
    last = submit(services, a_submission()).id

    assert ask(services, neighbours.author_paces, last)[last] == tuple(float(number) for number in range(1, 101))
    assert [one.page for one in ask(services, neighbours.same_texts, last)[last]] == pages[:-6:-1]


def test_an_approval_counts_once_it_has_stood_for_a_day(services, clock):
    an_approved_comment(services)
    clock.tick(seconds=timedelta(days=1).total_seconds())
    an_approved_comment(services)
    last = an_approved_comment(services, address="198.51.100.1")

    history = ask(services, neighbours.author_histories, last)[last]

    assert (history.approved, history.known_address) == (1, False)
