import pytest

from service.domain.comment import Status
from service.domain.errors import NotFound
from service.keyring import Keyring
from service.usecases import review
from tests.scenes import a_held_comment, an_approved_comment


def listed(services, **changes):
    given = {"sites": ["blog"], "status": None, "after": None, "limit": 10}
    return review.queue(services, **{**given, **changes})


def test_the_queue_is_newest_first_by_site_and_status(services, clock):
    held = a_held_comment(services)
    clock.tick(seconds=1)
    approved = an_approved_comment(services)
    a_held_comment(services, site="elsewhere")

    assert [one.id for one in listed(services).comments] == [approved, held]
    assert [one.id for one in listed(services, status=Status.HELD).comments] == [held]
    assert listed(services, sites=[]).comments == []
    assert review.counts(services, sites=["blog"]) == {Status.HELD: 1, Status.APPROVED: 1}


def test_paging_neither_skips_nor_repeats(services):
    ids = [a_held_comment(services, body=f"{number}") for number in range(7)]

    first = listed(services, limit=3)
    second = listed(services, limit=3, after=first.next)
    third = listed(services, limit=3, after=second.next)

    assert [one.id for page in (first, second, third) for one in page.comments] == ids[::-1]
    assert third.next is None


def test_the_email_is_masked_and_empty_when_it_cannot_be_opened(services):
    comment = a_held_comment(services, email="ada.lovelace@example.org")
    assert review.detail(services, comment).email_masked == "a•••@example.org"

    object.__setattr__(services, "keyring", Keyring(bytes(32)))
    assert review.detail(services, comment).email_masked == ""


def test_an_unknown_comment_is_not_found(services):
    with pytest.raises(NotFound):
        review.detail(services, "unknown")
