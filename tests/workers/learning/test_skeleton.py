import pytest

from workers.learning.skeleton import WORDS, skeleton


@pytest.mark.parametrize("worn", ["subscr!be", "ѕubscribe", "subscríbe", "5ubscr1be", "subscriibe"])
def test_a_word_in_disguise_looks_like_the_word(worn):
    assert skeleton(worn) == skeleton("subscribe")


def test_words_of_one_script_keep_their_letters():
    assert skeleton("ферма") == "ферма"
    assert skeleton("οδός") == "οδος"


def test_numbers_of_one_length_are_alike():
    assert skeleton("2013") == skeleton("1999") == "0000"
    assert skeleton("kobyoshi02") == skeleton("kobyoshi77")


def test_a_mark_is_a_letter_only_inside_a_word():
    assert WORDS.findall("stop! subscr!be pla$ don't") == ["stop", "subscr!be", "pla$", "don't"]


def test_a_very_long_word_is_read_in_part():
    assert len(skeleton("ab" * 30_000)) == 80
