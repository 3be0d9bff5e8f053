"""Lists of words and phrases, found in the normal form of a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from service.domain.draft import Span
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
    """A list of phrases. They match whole words; a `*` at the end matches any ending, as inflected languages need."""

    def __init__(self, phrases: Iterable[str]) -> None:
        wanted = {phrase: _wanted(phrase) for phrase in phrases}
        self._wanted = [(phrase, spoken) for phrase, spoken in wanted.items() if spoken.strip()]

    def found_in(self, text: NormalText) -> tuple[Found, ...]:
        """The phrases that the text holds, in the order of the list, without those that are part of others found."""
        here = [(phrase, spoken) for phrase, spoken in self._wanted if spoken in text.spoken]
        whole = [one for one in here if not any(one[1] != other and one[1] in other for _, other in here)]
        return tuple(Found(phrase, _span(spoken, text)) for phrase, spoken in whole)


@lru_cache(maxsize=256)
def phrases(wanted: tuple[str, ...]) -> Phrases:
    """The list for these phrases, built once."""
    return Phrases(wanted)


def quoted(found: Iterable[Found], *, most: int = 3) -> str:
    """The first few phrases in quotes, for a reason."""
    names = [f"“{one.phrase.rstrip('*')}”" for one in found]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def _wanted(phrase: str) -> str:
    spoken = normalise(phrase.rstrip("*")).spoken
    if _WITHOUT_SPACES.search(spoken):
        return spoken.strip()
    return spoken.rstrip() if phrase.endswith("*") else spoken


def _span(spoken: str, text: NormalText) -> Span | None:
    gaps = r"[\W_]+".join(re.escape(word) for word in spoken.split())
    start = r"(?<!\w)" if spoken.startswith(" ") else ""
    end = r"(?!\w)" if spoken.endswith(" ") else ""
    found = re.search(f"{start}{gaps}{end}", text.normal)
    return None if found is None else text.raw_span(found.span())
