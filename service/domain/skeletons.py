"""Words as the eye takes them: look-alikes, leet, accents, doubled letters and i, l and 1 are all the same to it.

Skeletons are for comparing only. Nobody is called disguised for them, so honest text may have any.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

# Everything but spaces, punctuation and symbols. `\w` would break words at the vowel signs of Thai and Hindi.
WORD = "[^\\s\x00-&(-/:-@\\[-`{-©«-±´¶-¹»¿×÷\u2000-\u2bff\u3000-\u3004\u3008-\u3020\ufe0f\U0001f000-\U0001faff]+"
# A mark between letters is part of the word when it can be read as a letter: subscr!be, pl@y$.
SEEN_WORD = re.compile(rf"{WORD}(?:[!@$|]{WORD})*(?:(?<=[a-z])\$(?![\w$]))?")
_JOINED = re.compile("[!@$|]")
_OTHER_THAN_WORDS = str.maketrans({chr(code): " " for code in range(128) if not re.match(WORD, chr(code))})

_LATIN = dict(zip("аеорсухіјѕһԁԝѵԛткмвнєү", "aeopcyxijshdwvqtkmbhey", strict=True))
_OTHERS = dict(zip("οαρυνικτγϲσηωεօսոհյɑɡıł", "oapuviktyccnweounhjagil", strict=True))
_LETTERS = str.maketrans(_LATIN | _OTHERS)
_LEET = str.maketrans("01345789!|@$", "oieastbgiias", "'")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_NUMBER = re.compile(r"\d")
# The year or the day at the end of a name is a number still.
_TAIL = re.compile(r"(?<=[^\W\d_]{3})\d{2,}$")
_LATIN_LETTER = re.compile("[a-z]")
# Chinese, Japanese and Korean begin here; words that hold them are taken to the letter.
_EASTERN = re.compile("[\u2e80-\U0010ffff]")
# Letters of alphabets only: in Chinese or Korean a doubled character is another word.
_DOUBLED = re.compile("([a-z\u00df-\u058f])\\1+")
# Stands between words that take a step together: no word holds one, and nothing composes with it.
_BREAK = "\n"


def words_of(normal: str) -> tuple[list[str], list[str]]:
    """The words of a normal form, and the words as the eye parts them: `subscr!be` is two, and one."""
    even = _even(normal)
    words = even.translate(_OTHER_THAN_WORDS).split() if even.isascii() else re.findall(WORD, even)
    return words, SEEN_WORD.findall(even) if _JOINED.search(even) else words


def places(normal: str) -> Iterator[tuple[int, int]]:
    """Where in the normal form the words stand that the eye sees, in order."""
    return (found.span() for found in SEEN_WORD.finditer(_even(normal)))


def _even(normal: str) -> str:
    return normal.replace("’", "'")


def skeleton(word: str) -> str:
    """The skeleton of one word of a normal form."""
    return skeletons([_even(word)])[0]


def skeletons(words: Sequence[str]) -> list[str]:
    """The skeletons of words as the eye parts them, in their order."""
    return _KEPT.skeletons(words)


class _Kept:
    """Skeletons that were made before: most words of a text are old acquaintances."""

    _MOST = 40_000
    # Longer words are rare, and would only fill the memory.
    _LONGEST = 40

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def skeletons(self, words: Sequence[str]) -> list[str]:
        known = self._known
        new = list(set(words).difference(known))
        if not new:
            return [known[word] for word in words]
        made = dict(zip(new, _made(new), strict=True))
        if len(known) + len(made) > self._MOST:
            self._known = {}  # another thread may be reading the old ones
        self._known.update((word, plain) for word, plain in made.items() if len(word) <= self._LONGEST)
        return [made[word] if word in made else known[word] for word in words]


_KEPT = _Kept()


def _made(words: Sequence[str]) -> list[str]:
    """The skeletons of these words. Each step is taken by all of them at once, as a text may bring thousands."""
    letters = dict(zip(words, words, strict=True))
    western = [word for word in words if word.isascii() or not _EASTERN.search(word)]
    foreign = [word for word in western if not word.isascii()]
    letters |= zip(foreign, _in_latin(foreign) if foreign else (), strict=True)
    mixed = [word for word in western if not letters[word].isalpha()]
    numbered = [word for word in mixed if _is_numbered(letters[word])]
    leet = set(mixed).difference(numbered)
    letters |= {word: _NUMBER.sub("0", letters[word]) for word in numbered}
    letters |= {word: letters[word].translate(_LEET) or letters[word] for word in leet}
    return _DOUBLED.sub(r"\1", _BREAK.join(letters.values()).replace("i", "l")).split(_BREAK)


def _in_latin(words: Sequence[str]) -> list[str]:
    """Words without accents, in Latin letters where they look like such."""
    joined = unicodedata.normalize("NFD", _BREAK.join(words))
    bare = unicodedata.normalize("NFC", _ACCENTS.sub("", joined)).split(_BREAK)
    bare = [word or whole for word, whole in zip(bare, words, strict=True)]
    latin = _BREAK.join(bare).translate(_LETTERS).split(_BREAK)
    # A word that is all of its own script, and not only look-alikes, is read in it.
    return [
        there if there.isascii() or _LATIN_LETTER.search(here) else here
        for there, here in zip(latin, bare, strict=True)
    ]


def _is_numbered(word: str) -> bool:
    """Whether digits are digits here: in numbers, and at the end of names."""
    if word.isdigit():
        return True
    tail = _TAIL.search(word) if word[-1].isdecimal() else None
    return tail is not None and word[: tail.start()].isalpha()
