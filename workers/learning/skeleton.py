"""Words as the eye takes them: look-alike letters, leet digits, accents and doubled letters are all the same to it."""

import re
import unicodedata
from functools import lru_cache

# A mark between letters is part of the word when it can be read as a letter: subscr!be, pl@y$.
WORDS = re.compile(r"(?:[^\W_]|[\u0300-\u036f])(?:[^\W_]|[\u0300-\u036f]|[!@$|'’](?=[^\W_])|(?<=[a-z])[$](?![\w$]))*")
# In characters of the word as written; the rest of a longer one is not read.
LONGEST_WORD = 80

_CYRILLIC = dict(zip("аеорсухіјѕһԁԝѵԛткмвнєүё", "aeopcyxijshdwvqtkmbheye", strict=True))
_OTHERS = dict(zip("οαρυνικτγϲσηωεօսոհյɑɡıł", "oapuviktyccnweounhjagil", strict=True))
_LEET = dict(zip("01345789!|@$", "oieastbgiias", strict=True))
_LETTERS = str.maketrans(_CYRILLIC | _OTHERS)
_DIGITS = str.maketrans(_LEET)
_ACCENTS = re.compile("[\u0300-\u036f]")
_NUMBER = re.compile(r"\d")
_TAIL = re.compile(r"(?<=[^\W\d_]{3})\d{2,}$")
_LATIN_LETTER = re.compile("[a-z]")
_RUN = re.compile(r"([^\W\d])\1+")
_APOSTROPHES = str.maketrans("", "", "'’")


def skeleton(word: str) -> str:
    """The word (in small letters) as it looks, for comparing only. Numbers of one length are all alike."""
    return _skeleton(word[:LONGEST_WORD])


@lru_cache(maxsize=20_000)
def _skeleton(word: str) -> str:
    if not word.isascii():
        word = _one_script(unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word))))
    if word.isdigit():
        return _NUMBER.sub("0", word)
    if not word.isalpha():
        word = _without_leet(word)
    return _RUN.sub(r"\1", word.replace("i", "l"))


def _one_script(word: str) -> str:
    latin = word.translate(_LETTERS)
    # A word that is all of its own script is honest.
    return latin if latin.isascii() or _LATIN_LETTER.search(word) else word


def _without_leet(word: str) -> str:
    tail = _TAIL.search(word)
    end = tail.start() if tail and word[: tail.start()].isalpha() else len(word)
    return word[:end].translate(_APOSTROPHES).translate(_DIGITS) + _NUMBER.sub("0", word[end:])
