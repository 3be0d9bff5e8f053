from service.domain.text import LONGEST_TEXT
from tests.workers.checks.asking import opinion, points
from workers.checks import unread


def test_what_is_read_to_its_end_is_no_evidence():
    assert points(unread, "The boat was late. " * 3_000) == 0


def test_a_longer_text_than_is_read_is_held_with_how_much_was_read():
    found = opinion(unread, "x" * (LONGEST_TEXT + 1))
    assert found.points == 2.0
    assert found.reason == "Only the first 80,000 of 80,001 characters were read."


def test_a_long_text_that_wears_a_hundred_disguises_is_read_no_further():
    assert points(unread, "a vіagra " * 3_000) == 2.0
    assert points(unread, "a vіagra " * 300) == 0
