import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import blocklist


@pytest.mark.parametrize(
    ("words", "body", "given"),
    [
        ((), "anything", 0),
        (("durian",), "I like DURIAN.", 5.0),
        (("durian",), "I like dur\u200bian.", 5.0),
        (("durian",), "I like d u r i a n.", 5.0),
        (("durian",), "durians are many", 0),
        (("durian*",), "durians are many", 5.0),
        (("ass",), "a classic assumption", 0),
        (("bad apple",), "one bad\n apple", 5.0),
        (("榴莲",), "我喜欢榴莲蛋糕", 5.0),
        (("ทุเรียน",), "ฉันชอบทุเรียนมาก", 5.0),
        (("bad.example",), "see http://bad.example/x", 5.0),
        (("", "!"), "anything!", 0),
    ],
    ids=[
        "no list",
        "capitals",
        "hidden",
        "spaced",
        "another word",
        "any ending",
        "inside",
        "phrase",
        "Chinese",
        "Thai",
        "host",
        "nothing",
    ],
)
def test_listed_words_are_found_however_they_are_written(words, body, given):
    assert points(blocklist, body, options={"words": words}) == given


def test_name_and_address_are_looked_at_too():
    assert points(blocklist, name="Durian King", options={"words": ("durian",)}) == 5.0
    found = opinion(blocklist, url="http://bad.example", options={"words": ("bad.example",)})
    assert "web address" in found.reason
    assert found.span is None


def test_the_reason_names_the_word_and_the_span_shows_it():
    found = opinion(blocklist, "I like durian.", options={"words": ("durian",), "points": 2.5})
    assert (found.points, found.reason, found.span) == (2.5, "On this site's blocklist: “durian”.", (7, 13))
