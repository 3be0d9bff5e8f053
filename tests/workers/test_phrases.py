import pytest

from service.domain.text import normalise
from workers.phrases import Phrases, quoted


def found(wanted, raw, **how):
    return [one.phrase for one in Phrases(wanted, **how).found_in(normalise(raw))]


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


@pytest.mark.parametrize(
    ("phrase", "raw", "seen"),
    [
        ("subscribe", "please subscr!be now", "subscr!be"),
        ("plays", "he pl@y$ now", "pl@y$"),
        ("free money", "so 7ree m0nney", None),
        ("free money", "so fr33 m0nney!", "fr33 m0nney"),
        ("click here", "just c1ick  hêrè now", "c1ick  hêrè"),
        ("jackpot", "the ȷackpot", None),
        ("vıagra", "cheap viagra", "viagra"),
        ("ночь", "та ночь", "ночь"),
        ("토토", "토요일", None),
        ("点点", "点心", None),
        ("คลิก", "กดคลิกที่นี่", "คลิก"),
        ("free", "so 𝗳𝗿𝗲𝗲 f\u200bree", "𝗳𝗿𝗲𝗲"),
    ],
)
def test_words_that_look_alike_are_found_where_they_stand(phrase, raw, seen):
    places = [one.span for one in Phrases([phrase]).found_in(normalise(raw))]
    assert [raw[slice(*span)] for span in places] == ([] if seen is None else [seen])


@pytest.mark.parametrize(("word", "raw"), [("hell", "hel"), ("cook", "cok"), ("add", "ad"), ("clip", "cllp")])
def test_a_literal_list_takes_words_to_the_letter(word, raw):
    assert found([word], raw) == [word]
    assert found([word], raw, literal=True) == []


def test_two_phrases_that_look_alike_count_once():
    assert found(["check out my", "check out rny", "check  out my"], "Check out my") == ["check out my"]


def test_a_long_list_is_cut_in_a_reason():
    names = Phrases(["one", "two", "six", "ten"]).found_in(normalise("one two six ten"))
    assert quoted(names, most=2) == "“one”, “two” and 2 more"
