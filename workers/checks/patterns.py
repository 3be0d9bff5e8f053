"""Finds what matches the operator's own patterns, on RE2: no pattern can make it slow."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import re2

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.draft import Span
from service.domain.text import normalise
from service.domain.verdict import Opinion
from workers.phrases import has_spaces

# So often a pattern may match a part of a word. RE2 reads a text once for each match, so that some patterns would read
# 20,000 characters 20,000 times.
TRIES_MOST = 1_000
# Bytes that one compiled pattern may take. The largest that people write need a hundredth.
_LARGEST = 1 << 20
_QUOTED = 3
_SAMPLES = ("", "a")
# Halves of characters, which no text in UTF-8 can hold.
_BROKEN = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`points` by pattern; `most` bounds their sum, either way. Raises `ValueError` for what RE2 cannot take."""

    points: Mapping[str, float] = field(default_factory=dict)
    most: float = 6.0

    def __post_init__(self) -> None:
        """Compile all patterns, so that mistakes show when Rejoinder starts."""
        mistakes = [mistake for pattern in self.points if (mistake := _mistake(pattern))]
        if mistakes:
            raise ValueError("; ".join(mistakes))


def check(submission: Submission, context: Context, options: Options) -> Opinion | None:
    """The points of every pattern that matches text, name or web address as whole words, however they are written."""
    if not options.points:
        return None
    about = normalise(f"{submission.name}\n{submission.url}").normal
    found = {one: _first(one, context.text.normal) for one in options.points}
    found |= {one: _first(one, about) and (0, 0) for one, span in found.items() if span is None}
    points = {one: options.points[one] for one, span in found.items() if span is not None}
    if not points:
        return None
    weightiest = sorted(points, key=lambda one: -abs(points[one]))
    quoted = ", ".join(f"“{one}”" for one in weightiest[:_QUOTED])
    total = max(min(sum(points.values()), options.most), -options.most)
    span = found[weightiest[0]] or (0, 0)
    return Opinion(
        points=total,
        reason=f"Matches patterns of this site: {quoted}.",
        span=context.text.raw_span(span) if span != (0, 0) else None,
    )


def _first(pattern: str, text: str) -> Span | None:
    """Where the pattern first matches on word boundaries; after very many parts of words, the last of those."""
    readable = text if text.isascii() else _BROKEN.sub("\ufffd", text)
    for number, found in enumerate(_compiled(pattern).finditer(readable), start=1):
        start, end = found.span()
        if (start < end and _is_whole(text, start, end)) or number == TRIES_MOST:
            return start, end
    return None


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on at either end. RE2 knows only the letters of ASCII, so its own boundaries will not do."""
    return not _inside(text, start) and not _inside(text, end)


def _inside(text: str, at: int) -> bool:
    pair = text[at - 1 : at + 1] if at else ""
    return len(pair) == 2 and all(one.isalnum() or one == "_" for one in pair) and has_spaces(pair)


def _mistake(pattern: str) -> str:
    try:
        if not all(found.group() for text in _SAMPLES for found in _compiled(pattern).finditer(text)):
            return f"the pattern {pattern!r} matches where nothing stands"
    except re2.error as error:
        said = error.args[0].decode() if isinstance(error.args[0], bytes) else error.args[0]
        return f"RE2 cannot take the pattern {pattern!r}: {said} (it knows no look-around and no back-references)"
    return ""


@cache  # the patterns are those of the configuration; with a limit, one more than that would compile all each time
def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.case_sensitive, options.log_errors, options.max_mem = False, False, _LARGEST
    return re2.compile(pattern, options)
