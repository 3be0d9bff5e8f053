from datetime import UTC, datetime

import pytest

from service.domain.comment import JUDGE, PUBLISHER, Status, Transition
from service.domain.sample import Label, label_of

HAM, SPAM = Label.HAM, Label.SPAM


def history(*deeds):
    """Entries by Mona, or by whoever stands before the colon."""
    for version, deed in enumerate(deeds, 2):
        actor, _, action = deed.rpartition(":")
        yield Transition(
            comment="c",
            version=version,
            at=datetime(2026, 11, 22, tzinfo=UTC),
            actor=actor or "Mona",
            action=action,
            before=Status.HELD,
            after=Status.HELD,
        )


@pytest.mark.parametrize(
    ("deeds", "label"),
    [
        ([], None),
        ([f"{JUDGE}:judge"], None),
        (["approve"], HAM),
        (["spam"], SPAM),
        (["reject"], None),
        (["hold"], None),
        (["approve", "spam"], SPAM),
        (["spam", "approve"], HAM),
        (["spam", "hold"], None),
        (["approve", "reject"], None),
        (["approve", "undo"], None),
        (["approve", "spam", "undo"], HAM),
        (["approve", "reject", "undo"], HAM),
        (["spam", "undo", "approve"], HAM),
        (["spam", "undo", "approve", "undo"], None),
        (["approve", f"{PUBLISHER}:hold"], HAM),
        (["approve", f"{PUBLISHER}:hold", "spam", "undo"], HAM),
        (["approve", "undo", f"{JUDGE}:judge"], None),
    ],
    ids=str,
)
def test_a_comment_stands_for_what_the_last_decision_says_that_was_not_undone(deeds, label):
    assert label_of(history(*deeds)) is label
