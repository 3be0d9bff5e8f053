"""Signs beside the words: what the checks said, links, numbers, marks, length and more, each under a readable name."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from service.domain.skeletons import WORD
from service.domain.text import Link, NormalText
from service.domain.verdict import Evidence
from workers.learning.features import LONGEST_WORD, Features, slot

# How loud a sign is beside the words.
SEEN = 0.45  # a check, a disguise, a host
SHAPE = 0.3  # of a number, a link, the length; the first and the last word
WORDS = 0.2
MARK = 0.15
CAPITALS = 0.1

MOST_LINKS = 20
MOST_WORDS = 500
MOST_MARKS = 12
# Signs of the text as it was written are looked for in so many characters.
MOST_READ = 2_000
LONGEST_NUMBER = 40
# A check means something else in a long text than in a short one. Bounds in characters.
_LENGTHS = (40, 160, 600)

_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_PLAIN_WORD = re.compile(r"[^\W_]+")
# Emoji and punctuation, but none of the marks that letters carry.
_MARKS = re.compile(rf"(?:(?!{WORD.removesuffix('+')})\S)+")
_MARK_LENGTH = 2
_MONEY = re.compile(r"[$£€₹]\s?\d|\d\s?[$£€₹]")

_TOLD = {
    "bias": "being posted here",
    "length": "a text of this length",
    "check": "what the check {} finds",
    "disguise": "the disguise “{}”",
    "links": "the number of links",
    "host": "a link to {}",
    "ending": "a link that ends in .{}",
    "path": "a link of this shape",
    "number": "a number like {}",
    "money": "a sum of money",
    "mark": "the mark {}",
    "capitals": "words in capitals",
    "words": "a text of so many words",
    "first": "“{}” at the start",
    "last": "“{}” at the end",
}


def read_signs(text: NormalText, evidence: Sequence[Evidence]) -> dict[str, float]:
    """The amounts of all signs by name, such as `check:links` or `host:a.example`."""
    signs = {"bias": SEEN, f"length:{len(text.raw).bit_length()}": SHAPE}
    length = sum(len(text.raw) > bound for bound in _LENGTHS)
    for one in evidence:
        signs[f"check:{one.check}"] = signs[f"check:{one.check}:{length}"] = SEEN
    signs |= {f"disguise:{mask.kind}": SEEN for mask in text.unmasked}
    signs |= dict(_of_links(text.links))
    if _DIGIT.search(text.normal):
        numbers = (word[:LONGEST_NUMBER] for word in text.words[:MOST_WORDS])
        signs |= {f"number:{_number_shape(word)}": SHAPE for word in numbers if _DIGIT.search(word)}
    if _MONEY.search(text.raw, 0, MOST_READ):
        signs["money"] = SHAPE
    return signs | _of_words(text.words) | _of_writing(text.raw[:MOST_READ])


def sign_features(signs: dict[str, float]) -> Features:
    """Named signs in the slots of a model."""
    features: Features = {}
    for name, amount in signs.items():
        features[sign_slot(name)] = features.get(sign_slot(name), 0.0) + amount
    return features


@lru_cache(maxsize=4_096)
def sign_slot(name: str) -> int:
    """The slot of a sign, apart from that of a word of the same name."""
    return slot(f"s:{name}")


def told(name: str) -> str:
    """A sign's name as a person says it."""
    kind, _, rest = name.partition(":")
    return _TOLD[kind].format(rest.partition(":")[0] if kind == "check" else rest)


def _of_links(links: Sequence[Link]) -> Iterator[tuple[str, float]]:
    if links:
        yield f"links:{min(len(links), 4)}", SHAPE
    for link in links[:MOST_LINKS]:
        path = link.url.split("://")[-1]
        yield f"host:{link.host}", SEEN
        yield f"ending:{link.host.rsplit('.', 1)[-1]}", SHAPE
        yield f"path:{min(path.count('/'), 3)}{'?' in path}", SHAPE


def _of_words(words: Sequence[str]) -> dict[str, float]:
    signs = {f"words:{min(len(words).bit_length(), 8)}": WORDS}
    if words:
        signs |= {f"first:{words[0][:LONGEST_WORD]}": SHAPE, f"last:{words[-1][:LONGEST_WORD]}": SHAPE}
    return signs


def _of_writing(written: str) -> dict[str, float]:
    """Emoji and punctuation, and capitals: honest people write so too, but not on every site and not as often."""
    # Most words are of letters and digits alone, and need no closer look.
    marked = " ".join([one for one in written.split() if not one.isalnum()]) if written.isascii() else written
    runs = dict.fromkeys([run[:_MARK_LENGTH] for run in _MARKS.findall(marked)])
    signs = {f"mark:{run}": MARK for run in islice(runs, MOST_MARKS)}
    words = _PLAIN_WORD.findall(written)
    loud = len([word for word in words if len(word) > 1 and word.isupper()])
    if loud:
        shown = min(loud, 4).bit_length() if any(word.islower() for word in words) else "all"
        signs[f"capitals:{shown}"] = CAPITALS
    return signs


@lru_cache(maxsize=4_096)
def _number_shape(word: str) -> str:
    return _DIGITS.sub(lambda run: "0" * min(len(run[0]), 6), _LETTERS.sub("a", word))[:12]
