"""Finds comments that are nothing but a random word: programs try with them which forms they can fill in."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

_TOKEN = re.compile(r"\W*([A-Za-z0-9]{7,40})\W*")
# Capitals and small letters in turns, which no product is called, or a run of consonants that no language has.
_JUMBLED = re.compile(r"[A-Z]{3,}[a-z][A-Z]|(?:[a-z]{1,2}[A-Z]{1,2}){3}")
_UNSPEAKABLE = re.compile(r"[bcdfghjklmnpqrstvwxz]{8}", re.IGNORECASE)
# Held down or rolled over the keyboard, or laughing: people do that.
_ROLLED = re.compile(r"(.)\1{2}|asdf|jkl|qwert|(?:[hjks]{2,}a?){3}|(.{1,3})\2{2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`points` for a comment that is one random word."""

    points: float = 2.0


def check(submission: Submission, _: Context, options: Options) -> Opinion | None:
    """Points when a random word is all there is."""
    found = _TOKEN.fullmatch(submission.body[:80])
    if found is None or _ROLLED.search(found[1]):
        return None
    if not _JUMBLED.search(found[1]) and not _UNSPEAKABLE.search(found[1]):
        return None
    return Opinion(points=options.points, reason=f"Nothing but a random word: “{found[1]}”.", span=found.span(1))
