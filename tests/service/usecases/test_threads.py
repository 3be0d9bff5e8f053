import pytest

from service.domain.comment import Decision
from service.domain.errors import NotFound
from service.usecases import threads
from service.usecases.decide import decide
from tests.builders import PAGE
from tests.scenes import a_held_comment, an_approved_comment


def read(services, **changes):
    return threads.read(services, **{"site": "blog", "page": PAGE, "after": None, **changes})


def etag(services, page=PAGE):
    version = threads.version(services, site="blog", page=page)
    return threads.etag(site="blog", page=page, version=version)


def test_a_thread_holds_what_is_approved_oldest_first_and_no_email(services, clock):
    first = an_approved_comment(services, body="one", url="https://ada.example")
    clock.tick(seconds=1)
    a_held_comment(services, body="two")
    clock.tick(seconds=1)
    third = an_approved_comment(services, body="three", parent=first)

    thread = read(services)

    assert [one["id"] for one in thread.comments] == [first, third]
    assert thread.comments[0] == {
        "id": first,
        "parent": None,
        "name": "Ada",
        "url": "https://ada.example",
        "body_html": "<p>one</p>",
        "published_at": "2026-11-22T10:00:00.000000Z",
    }
    assert thread.comments[1]["parent"] == first
    assert "ada@example.org" not in str(thread)


def test_the_etag_changes_with_the_thread_and_only_with_it(services, clock):
    seen = [etag(services)]
    comment = an_approved_comment(services)
    seen.append(etag(services))
    a_held_comment(services)
    assert etag(services) == seen[-1]
    clock.tick(seconds=1)
    decide(services, comment, Decision.SPAM, actor="Mona")
    seen.append(etag(services))
    clock.tick(seconds=1)
    decide(services, comment, Decision.UNDO, actor="Mona")
    seen.append(etag(services))

    assert len({*seen}) == 4
    assert etag(services, PAGE + "/other") != etag(services)


def test_long_threads_come_in_pages_that_neither_skip_nor_repeat(services, monkeypatch):
    monkeypatch.setattr(threads, "PAGE_OF_COMMENTS", 3)
    ids = [an_approved_comment(services, body=f"{number}") for number in range(8)]

    found, after = [], None
    while True:
        page = read(services, after=after)
        found += [one["id"] for one in page.comments]
        after = page.next
        if after is None:
            break

    assert found == ids


def test_another_page_or_site_has_another_thread(services):
    an_approved_comment(services)

    assert read(services, page=PAGE + "/other").comments == []
    assert read(services, site="elsewhere").comments == []


def test_the_author_learns_no_more_than_whether_it_is_published(services):
    held = a_held_comment(services)

    assert threads.is_published(services, held, site="blog") is False
    with pytest.raises(NotFound):
        threads.is_published(services, held, site="elsewhere")
