"""Words as the eye takes them: look-alikes, leet, accents, doubled letters and i, l and 1 are all the same to it.

Skeletons are for comparing only. Nobody is called disguised for them, so honest text may have any.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Everything but spaces, punctuation and symbols. `\w` would break words at the vowel signs of Thai and Hindi.
WORD = "[^\\s\x00-&(-/:-@\\[-`{-©«-±´¶-¹»¿×÷\u2000-\u2bff\u3000-\u3004\u3008-\u3020\ufe0f\U0001f000-\U0001faff]+"
# A mark between letters is part of the word when it can be read as a letter: subscr!be, pl@y$.
SEEN_WORD = re.compile(rf"{WORD}(?:[!@$|]{WORD})*(?:(?<=[a-z])\$(?![\w$]))?")

_LATIN = dict(zip("аеорсухіјѕһԁԝѵԛткмвнєү", "aeopcyxijshdwvqtkmbhey", strict=True))
_OTHERS = dict(zip("οαρυνικτγϲσηωεօսոհյɑɡıł", "oapuviktyccnweounhjagil", strict=True))
_LETTERS = str.maketrans(_LATIN | _OTHERS)
_LEET = str.maketrans("01345789!|@$", "oieastbgiias", "'")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_NUMBER = re.compile(r"\d")
# The year or the day at the end of a name is a number still.
_TAIL = re.compile(r"(?<=[^\W\d_]{3})\d{2,}$")
_LATIN_LETTER = re.compile("[a-z]")
# Longer words are rare, and would only fill the memory.
_LONGEST_KEPT = 40
# Chinese, Japanese and Korean begin here; words that hold them are taken to the letter.
_EASTERN = "\u2e80"
# Letters of alphabets only: in Chinese or Korean a doubled character is another word.
_DOUBLED = re.compile("([a-z\u00df-\u058f])\\1+")


def skeletons(normal: str) -> str:
    """The skeletons of all words of a normal form between single spaces, with one at either end."""
    words = [one if one.isascii() and one.isalpha() else _plain(one) for one in SEEN_WORD.findall(_even(normal))]
    return _DOUBLED.sub(r"\1", f" {' '.join(words)} ".replace("i", "l"))


def skeleton(word: str) -> str:
    """The skeleton of one word of a normal form."""
    return _DOUBLED.sub(r"\1", _plain(_even(word)).replace("i", "l"))


def places(normal: str) -> Iterator[tuple[int, int]]:
    """Where in the normal form the words of its skeletons stand, in order."""
    return (found.span() for found in SEEN_WORD.finditer(_even(normal)))


def _even(normal: str) -> str:
    return normal.replace("’", "'")


def _plain(word: str) -> str:
    return _kept(word) if len(word) <= _LONGEST_KEPT else _letters(word)


@lru_cache(maxsize=20_000)
def _kept(word: str) -> str:
    return _letters(word)


def _letters(word: str) -> str:
    """The word in plain letters. Numbers become zeros, so that all of one length are alike."""
    if max(word) >= _EASTERN:
        return word
    if not word.isascii():
        word = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word))) or word
        latin = word.translate(_LETTERS)
        # A word that is all of its own script, and not only look-alikes, is read in it.
        word = latin if latin.isascii() or _LATIN_LETTER.search(word) else word
    if word.isalpha():
        return word
    if word.isdigit():
        return _NUMBER.sub("0", word)
    tail = _TAIL.search(word)
    end = tail.start() if tail and word[: tail.start()].isalpha() else len(word)
    return word[:end].translate(_LEET) + _NUMBER.sub("0", word[end:]) or word
