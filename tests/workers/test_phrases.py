import pytest

from service.domain.text import normalise
from workers.phrases import Phrases, quoted


def found(wanted, raw):
    return [one.phrase for one in Phrases(wanted).found_in(normalise(raw))]


@pytest.mark.parametrize(
    ("wanted", "raw", "names"),
    [
        (["buy now"], "Buy, now!", ["buy now"]),
        (["buy now"], "buy nowhere", []),
        (["casin*"], "casinos", ["casin*"]),
        (["博彩"], "正规博彩网", ["博彩"]),
        (["buy now", "buy", "now"], "buy now", ["buy now"]),
        (["", "*", "."], "anything.", []),
    ],
    ids=["punctuation", "whole words", "any ending", "without spaces", "parts are not counted", "nothing"],
)
def test_phrases_are_found_in_the_normal_form(wanted, raw, names):
    assert found(wanted, raw) == names


def test_a_long_list_is_cut_in_a_reason():
    names = Phrases(["one", "two", "six", "ten"]).found_in(normalise("one two six ten"))
    assert quoted(names, most=2) == "“one”, “two” and 2 more"
