"""Cutting a body where evidence points to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.http.marks import pieces
from tests.scenes import evidence


def cut(body, *spans):
    return [(one.text, one.notes) for one in pieces(body, [evidence(1, span=span) for span in spans])]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ((), [("one two", ())]),
        ((None,), [("one two", ())]),
        (((0, 3),), [("one", (1,)), (" two", ())]),
        (((4, 7), (0, 3)), [("one", (2,)), (" ", ()), ("two", (1,))]),
        (((0, 5), (2, 7)), [("one two", (1, 2))]),
        (((4, 7), (0, 5)), [("one two", (1, 2))]),
        (((0, 3), (3, 7)), [("one", (1,)), (" two", (2,))]),
        (((3, 3),), [("one two", ())]),
        (((4, 99),), [("one ", ()), ("two", (1,))]),
    ],
    ids=["none", "no span", "start", "two", "overlap", "overlap, other order", "touching", "empty", "too long"],
)
def test_marked_pieces_carry_the_numbers_of_their_evidence(spans, expected):
    assert cut("one two", *spans) == expected


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda two: tuple(sorted(two))), max_size=6),
)
def test_nothing_of_the_body_is_lost_or_doubled(body, spans):
    assert "".join(text for text, _ in cut(body, *spans)) == body
