"""Finds texts that say the same over and over."""

import re
from collections import Counter
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

_SENTENCE = re.compile(r"[^\n.!?。！？<>]{12,300}")
MOST_READ = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """From `least` times the same sentence on, the comment gets `points`."""

    least: int = 3
    points: float = 1.0


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for a sentence or line that comes again and again, and is a good part of the text."""
    text = context.text
    sentences = [one.strip() for one in _SENTENCE.findall(text.normal, 0, MOST_READ)]
    if len(sentences) == len(set(sentences)):
        return None
    found = Counter(sentences)
    sentence, times = found.most_common(1)[0]
    if times < options.least or 2 * times < found.total():
        return None
    start = text.normal.find(sentence)
    span = text.raw_span((start, start + len(sentence)))
    return Opinion(points=options.points, reason=f"Says the same {times} times: “{sentence[:60]}”.", span=span)
