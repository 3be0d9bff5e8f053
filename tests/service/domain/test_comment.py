import itertools

import pytest

from service.domain.comment import TRANSITIONS, Status, masked_email, may_become, visible_change


def test_nothing_goes_back_to_received_and_nothing_comes_back_from_erased():
    assert all(Status.RECEIVED not in after for after in TRANSITIONS.values())
    assert TRANSITIONS[Status.ERASED] == frozenset()
    assert set(TRANSITIONS) == set(Status)


@pytest.mark.parametrize(("before", "after"), list(itertools.product(Status, Status)), ids=str)
def test_every_pair_of_statuses(before, after):
    assert may_become(before, after) == (after in TRANSITIONS[before])
    assert before not in TRANSITIONS[before]


def test_hosts_hear_only_of_what_is_or_was_approved():
    changes = [(before, after) for before, after in itertools.product(Status, Status) if visible_change(before, after)]

    assert all(Status.APPROVED in change and change[0] is not change[1] for change in changes)
    assert len(changes) == 2 * (len(Status) - 1)


@pytest.mark.parametrize(
    ("email", "masked"),
    [("ada@example.org", "a•••@example.org"), ("a@b@example.org", "a•••@example.org"), ("nonsense", ""), ("", "")],
)
def test_a_masked_email_can_be_recognised_but_not_written_to(email, masked):
    assert masked_email(email) == masked
