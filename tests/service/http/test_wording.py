"""How the review pages say things."""

from datetime import UTC, datetime, timedelta

import pytest

from service.domain.comment import Comment, Status, Transition
from service.domain.delivery import Delivery, DeliveryKind, DeliveryStatus
from service.domain.verdict import MODEL, RULE
from service.http import wording
from tests.builders import PAGE
from tests.scenes import evidence

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(("points", "words"), [(2.46, "+2.5"), (-1, "−1.0"), (0.04, "0"), (-0.01, "0")])
def test_points_show_their_sign(points, words):
    assert wording.signed(points) == words


@pytest.mark.parametrize(
    ("actor", "action", "after", "words"),
    [
        ("judge", "judge", Status.HELD, "held it"),
        ("judge", "judge", Status.SPAM, "put it with the spam"),
        ("Mona", "hold", Status.HELD, "held it"),
        ("Mona", "undo", Status.HELD, "undid the last decision on it: held again"),
        ("reader", "submit", Status.RECEIVED, "sent it"),
    ],
)
def test_a_transition_is_told_as_a_deed(actor, action, after, words):
    entry = Transition(comment="c", version=2, at=NOW, actor=actor, action=action, before=None, after=after)
    assert wording.deed(entry) == words


PUBLISH = {"kind": DeliveryKind.PUBLISH, "target": "static_site"}
FEEDBACK = {"kind": DeliveryKind.FEEDBACK, "target": "akismet", "event": "ham"}
NOTIFY = {"kind": DeliveryKind.NOTIFY, "target": "ops", "event": "comment.held"}
LATER = NOW + timedelta(seconds=20)


@pytest.mark.parametrize(
    ("delivery", "status", "words"),
    [
        ({**PUBLISH, "status": DeliveryStatus.DONE}, Status.APPROVED, "Published to static_site."),
        ({**PUBLISH, "status": DeliveryStatus.DONE}, Status.SPAM, "Withdrawn from static_site."),
        (PUBLISH, Status.APPROVED, "Waiting to publish to static_site."),
        (
            {**PUBLISH, "last_error": "Host unreachable", "next_attempt_at": LATER},
            Status.APPROVED,
            "Waiting to publish to static_site: Host unreachable. Next try in 20 seconds.",
        ),
        ({**NOTIFY, "status": DeliveryStatus.DONE}, Status.HELD, "Told ops: comment.held."),
        ({**FEEDBACK, "status": DeliveryStatus.DONE}, None, "Told akismet that it is ham."),
        (FEEDBACK, Status.APPROVED, "Waiting to tell akismet that it is ham."),
        (
            {**NOTIFY, "status": DeliveryStatus.DEAD, "last_error": "The answer was 410."},
            Status.HELD,
            "Given up: could not tell ops: comment.held. The answer was 410.",
        ),
    ],
)
def test_a_delivery_is_told_with_what_comes_next(delivery, status, words):
    assert wording.fate(_delivery(**delivery), status=status, now=NOW) == words


def _delivery(**given):
    usual = {"status": DeliveryStatus.PENDING, "next_attempt_at": NOW, "created_at": NOW, "version": 1, "attempts": 0}
    return Delivery(**{"id": "d", "site": "blog", "host": "h", "comment": "c", **usual, **given})


@pytest.mark.parametrize(
    ("points", "found", "words"),
    [
        (5.5, [evidence(3.0), evidence(2.5)], "5.5 points, most of all:"),
        (3.0, [evidence(3.0)], "3.0 points:"),
        (-1.0, [evidence(-1.0)], "−1.0 points."),
        (0.0, [], "0 points."),
        (1.0, [evidence(1.0), evidence(0, failed=True)], "1.0 points, and a check failed:"),
        (1.0, [evidence(1.0), evidence(0, check=RULE)], "1.0 points, and a rule:"),
    ],
)
def test_points_are_told_apart_from_those_of_the_strongest_reason(points, found, words):
    comment = Comment(
        id="c",
        site="blog",
        page=PAGE,
        status=Status.HELD,
        version=2,
        name="Ada",
        body="Hi",
        received_at=NOW,
        changed_at=NOW,
        points=points,
        evidence=tuple(found),
    )
    assert wording.weighed(comment) == words


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ([evidence(0.4, "a word", check=MODEL), evidence(1.9, "the rest", check=MODEL)], "a word"),
        ([evidence(-0.4, "a word", check=MODEL), evidence(1.9, "the rest", check=MODEL)], "the rest"),
        ([evidence(0, "it broke", check=MODEL, failed=True), evidence(0.5, "a check")], "it broke"),
    ],
)
def test_the_smaller_signs_of_the_model_are_no_reason_where_there_is_another(found, reason):
    assert wording.strongest(found).reason == reason


def test_a_delivery_whose_comment_is_not_at_hand_is_told_without_its_status():
    assert wording.fate(_delivery(**PUBLISH), now=NOW) == "Waiting to bring static_site up to date."
