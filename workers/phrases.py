"""Lists of words and phrases, found in the normal form of a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from service.domain.draft import Span
from service.domain.skeletons import places
from service.domain.text import NormalText, normalise

# Thai, Lao, Khmer, Chinese, Japanese; Korean has spaces, but glues particles to its words.
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of the list, and the first place in the submitted text where it stands."""

    phrase: str
    span: Span | None


class Phrases:
    """A list of phrases. They match whole words; a `*` at the end matches any ending, as inflected languages need.

    Words are alike when their skeletons are; a list that is `literal` takes them to the letter.
    """

    def __init__(self, phrases: Iterable[str], *, literal: bool = False) -> None:
        self._literal = literal
        wanted = {phrase: _wanted(phrase, literal=literal) for phrase in phrases}
        self._wanted = [(phrase, words) for phrase, words in wanted.items() if words.strip()]

    def found_in(self, text: NormalText) -> tuple[Found, ...]:
        """The phrases that the text holds, in the order of the list, without those that are part of others found."""
        words = text.spoken if self._literal else text.skeletons
        here = [(phrase, one) for phrase, one in self._wanted if one in words]
        whole = [one for one in here if not any(one[1] != other and one[1] in other for _, other in here)]
        distinct = {one: phrase for phrase, one in reversed(whole)}
        return tuple(Found(phrase, _span(one, text)) for phrase, one in whole if distinct[one] == phrase)


@lru_cache(maxsize=256)
def phrases(wanted: tuple[str, ...], *, literal: bool = False) -> Phrases:
    """The list for these phrases, built once."""
    return Phrases(wanted, literal=literal)


def quoted(found: Iterable[Found], *, most: int = 3) -> str:
    """The first few phrases in quotes, for a reason."""
    names = [f"“{one.phrase.rstrip('*')}”" for one in found]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def _wanted(phrase: str, *, literal: bool) -> str:
    text = normalise(phrase.rstrip("*"))
    words = text.spoken if literal else text.skeletons
    if _WITHOUT_SPACES.search(words):
        return words.strip()
    return words.rstrip() if phrase.endswith("*") else words


def _span(words: str, text: NormalText) -> Span | None:
    """Where the words stand: to the letter if they do, else from the first to the last that look like them."""
    gaps = r"[\W_]+".join(re.escape(word) for word in words.split())
    start = r"(?<!\w)" if words.startswith(" ") else ""
    end = r"(?!\w)" if words.endswith(" ") else ""
    found = re.search(f"{start}{gaps}{end}", text.normal)
    if found is not None:
        return text.raw_span(found.span())
    at = text.skeletons.find(words)
    if at < 0:
        return None
    first = text.skeletons.count(" ", 0, at + 1) - 1
    spans = list(islice(places(text.normal), first, first + len(words.split())))
    return text.raw_span((spans[0][0], spans[-1][1]))
