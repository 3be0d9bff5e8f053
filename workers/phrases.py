"""Lists of words and phrases, found in the normal form of a text."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import chain, islice

from service.domain.draft import Span
from service.domain.skeletons import places
from service.domain.text import NormalText, normalise

# Thai, Lao, Khmer, Chinese, Japanese; Korean has spaces, but glues particles to its words.
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
)


def has_spaces(letters: str) -> bool:
    """Whether these letters are of scripts that put spaces between words, so that words have boundaries."""
    return _WITHOUT_SPACES.search(letters) is None


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of the list that stands in a text. Where it stands is looked up when somebody asks."""

    phrase: str
    _locate: Callable[[], Span | None] = field(repr=False, compare=False)

    @property
    def span(self) -> Span | None:
        """The first place in the submitted text where the phrase stands."""
        return self._locate()


class Phrases:
    """A list of phrases. They match whole words; a `*` at the end matches any ending, as inflected languages need.

    Words are alike when their skeletons are; a list that is `literal` takes them to the letter.
    """

    def __init__(self, phrases: Iterable[str], *, literal: bool = False) -> None:
        self._literal = literal
        wanted = {phrase: _wanted(phrase, literal=literal) for phrase in phrases}
        self._wanted = [(phrase, words) for phrase, words in wanted.items() if words.strip()]
        self._by_first_word: dict[str, list[int]] = defaultdict(list)
        self._anywhere: list[int] = []
        for number, (_, words) in enumerate(self._wanted):
            first, whole = words[1:].partition(" ")[::2] if words.startswith(" ") else ("", "")
            if whole or words.endswith(" "):
                self._by_first_word[first].append(number)
            else:
                self._anywhere.append(number)
        self._anywhere_in_ascii = [one for one in self._anywhere if self._wanted[one][1].isascii()]
        self._first_words = frozenset(self._by_first_word)
        self._others = [_whole_words(words) for _, words in self._wanted]

    def found_in(self, text: NormalText) -> tuple[Found, ...]:
        """The phrases that the text holds, in the order of the list, without those that are part of others found."""
        here = self._held_by(text)
        if not here:
            return ()
        whole = [one for one in here if not any(one[1] != other and one[1] in other for _, other in here)]
        distinct = {one: phrase for phrase, one in reversed(whole)}
        return tuple(Found(phrase, partial(_span, one, text)) for phrase, one in whole if distinct[one] == phrase)

    def _held_by(self, text: NormalText) -> list[tuple[str, str]]:
        """Most words begin no phrase of the list, so nearly all phrases need not be looked for."""
        spoken = text.spoken if self._literal else text.skeletons
        words = frozenset(text.words) if self._literal else text.seen_words
        begun = (number for word in self._first_words.intersection(words) for number in self._by_first_word[word])
        tried = [number for number in begun if self._others[number] <= words]
        tried += self._anywhere_in_ascii if spoken.isascii() else self._anywhere
        return [self._wanted[number] for number in sorted(tried) if self._wanted[number][1] in spoken]


@lru_cache(maxsize=256)
def phrases(*wanted: tuple[str, ...], literal: bool = False) -> Phrases:
    """One list for all these phrases, built once."""
    return Phrases(chain.from_iterable(wanted), literal=literal)


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
    found = next(_to_the_letter(words, text.normal), None)
    if found is not None:
        return text.raw_span(found.span())
    at = text.skeletons.find(words)
    if at < 0:
        return None
    first = text.skeletons.count(" ", 0, at + 1) - 1
    spans = list(islice(places(text.normal), first, first + len(words.split())))
    return text.raw_span((spans[0][0], spans[-1][1]))


def _to_the_letter(words: str, normal: str) -> Iterator[re.Match[str]]:
    gaps = r"[\W_]+".join(re.escape(word) for word in words.split())
    start = r"(?<!\w)" if words.startswith(" ") else ""
    end = r"(?!\w)" if words.endswith(" ") else ""
    pattern, first = re.compile(f"{start}{gaps}{end}"), words.split(maxsplit=1)[0]
    at = normal.find(first)
    while at >= 0:
        if found := pattern.match(normal, at):
            yield found
        at = normal.find(first, at + 1)


def _whole_words(words: str) -> frozenset[str]:
    """Those of a phrase that a text must have whole."""
    if not words.startswith(" "):
        return frozenset()
    return frozenset(words.split() if words.endswith(" ") else words.split()[:-1])
