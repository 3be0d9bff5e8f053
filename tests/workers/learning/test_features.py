import subprocess
import sys

import pytest

from workers.learning.features import BITS, read_words, slot


def test_a_feature_has_the_same_slot_in_every_process():
    code = "from workers.learning.features import slot; print(slot('w:ferry'))"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert slot("w:ferry") == int(other) < 1 << BITS


def features(words):
    return read_words(words).features


def test_order_tells():
    assert features(["buy", "cheap", "watches"]) != features(["watches", "cheap", "buy"])


def test_pieces_make_related_words_alike():
    assert set(features(["subscribe"])) & set(features(["subscribers"]))


def test_saying_it_a_hundred_times_says_little_more():
    once, often = features(["win"]), features(["win"] * 100)
    assert often[slot("w:wln")] <= 1.5 * once[slot("w:wln")]


def test_long_texts_speak_only_a_little_louder():
    def loudness(count):
        amounts = features([f"{chr(97 + at % 26)}{chr(97 + at // 26)}word" for at in range(count)]).values()
        return sum(amount**2 for amount in amounts) ** 0.5

    assert loudness(10) < loudness(400) < 4 * loudness(10)


@pytest.mark.parametrize("text", ["赢取奖品", "ราคาถูก"])
def test_scripts_without_spaces_are_read_in_pairs(text):
    assert [word for word, *_ in read_words([text]).brought] == [text] * (len(text) - 1) + [""]
    assert set(features([f"你好{text}"])) & set(features([text]))


def test_nothing_is_nothing():
    assert features([]) == {}
