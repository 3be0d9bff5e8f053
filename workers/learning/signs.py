"""Signs beside the words: what the checks said, disguises, links, numbers, length, each under a readable name."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from service.domain.text import Link, NormalText
from service.domain.verdict import Evidence
from workers.learning.features import Features, slot

# How loud a sign is beside the words.
SEEN = 0.45  # a check, a disguise, a host
SHAPE = 0.3  # of a number, a link, the length
MARK = 0.2

MOST_LINKS = 20
MOST_WORDS = 500
MOST_READ = 4_000
LONGEST_NUMBER = 40
# A check means something else in a long text than in a short one. Bounds in characters.
_LENGTHS = (40, 160, 600)

_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
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
}


def read_signs(text: NormalText, evidence: Sequence[Evidence]) -> dict[str, float]:
    """The amounts of all signs by name, such as `check:links` or `host:a.example`."""
    signs = {"bias": SEEN, f"length:{len(text.raw).bit_length()}": SHAPE}
    length = sum(len(text.raw) > bound for bound in _LENGTHS)
    for one in evidence:
        signs |= {f"check:{one.check}": SEEN, f"check:{one.check}:{length}": SEEN}
    signs |= {f"disguise:{mask.kind}": SEEN for mask in text.unmasked}
    signs |= dict(_of_links(text.links))
    numbers = (word[:LONGEST_NUMBER] for word in text.words[:MOST_WORDS])
    signs |= {f"number:{_number_shape(word)}": SHAPE for word in numbers if _DIGIT.search(word)}
    if _MONEY.search(text.raw, 0, MOST_READ):
        signs["money"] = SHAPE
    return signs | {f"mark:{mark}": MARK for mark in "!?" if mark in text.raw}


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


@lru_cache(maxsize=4_096)
def _number_shape(word: str) -> str:
    return _DIGITS.sub(lambda run: "0" * min(len(run[0]), 6), _LETTERS.sub("a", word))[:12]
