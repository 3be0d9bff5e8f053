"""What a learner says of a comment: its points, and which word or sign brought how many of them.

The checks are the prior: their points stand, and the learner learns what they got wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from service.domain.draft import Span
from service.domain.policy import START
from service.domain.skeletons import SEEN_WORD
from service.domain.text import NormalText
from service.domain.verdict import Evidence
from workers.learning.features import NOTHING, Features, Reading, read_words
from workers.learning.learner import Learner
from workers.learning.signs import read_signs, sign_features, sign_slot, told
from workers.learning.windows import windows

# Points (like log-odds) in a margin of one, which is where the learner is content; 5 points mark spam.
POINTS = 5.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A comment as the model sees it: its signs, and the place and reading of each window. `offset` is the margin
    that the checks have given.
    """

    text: NormalText
    names: Mapping[str, float]
    signs: Features
    places: Sequence[Span]
    readings: Sequence[Reading]
    offset: float


class Contribution(NamedTuple):
    """The points that one word or one sign brought. `word` is the word as it stands in the text, if it is one."""

    points: float
    what: str
    word: str = ""


def see(text: NormalText, evidence: Sequence[Evidence]) -> Seen:
    """All that the model can know of a comment; `evidence` is that of the checks."""
    names = read_signs(text, evidence)
    places = windows(text, evidence)
    offset = (sum(one.points for one in evidence) + START) / POINTS
    readings = [read_words(SEEN_WORD.findall(text.normal, *place)) for place in places]
    return Seen(text, names, sign_features(names), places, readings, offset)


def points(learner: Learner, seen: Seen) -> float:
    """The model's own points, to be added to those of the checks."""
    return START + POINTS * (learner.margin(seen.signs) + learner.margin(_read(learner, seen).features))


def teach(learner: Learner, seen: Seen, *, spam: bool, version: int) -> None:
    """Learn one decision about a comment."""
    for side in sides(seen):
        learn(learner, side, spam=spam, version=version)


def sides(seen: Seen) -> tuple[Seen, ...]:
    """All that is seen of a comment, and either side alone.

    Who learns from all at once learns little of words where the checks have said it already, and is lost where they
    say nothing.
    """
    return seen, without_checks(seen), without_words(seen)


def learn(learner: Learner, seen: Seen, *, spam: bool, version: int) -> None:
    """Learn from this side of a comment and no other."""
    features = dict(seen.signs)
    for place, amount in _read(learner, seen).features.items():
        features[place] = features.get(place, 0.0) + amount
    learner.learn(features, spam=spam, offset=seen.offset, version=version)


def without_checks(seen: Seen) -> Seen:
    """The comment as it would be seen if no check had spoken."""
    own = {name: amount for name, amount in seen.names.items() if not name.startswith("check:")}
    return replace(seen, signs=sign_features(own), offset=START / POINTS)


def without_words(seen: Seen) -> Seen:
    """The comment as it would be seen by who cannot read."""
    return replace(seen, readings=[NOTHING])


def explain(learner: Learner, seen: Seen) -> list[Contribution]:
    """The model's points but for `START`, by word and by sign, in no order. A pair belongs to its second word."""
    shares = _read(learner, seen).shares(learner.weights, unit=POINTS)
    end = shares.pop("", 0.0)
    words = [Contribution(share, f"“{word}”", word) for word, share in shares.items()]
    return [*words, Contribution(end, "the end of the text"), *_of_signs(learner, seen)]


def place_of(word: str, learner: Learner, seen: Seen) -> Span | None:
    """Where in the submitted text a word of the explanation stands first."""
    window = seen.places[_worst(learner, seen)]
    found = next((one for one in SEEN_WORD.finditer(seen.text.normal, *window) if one[0] == word), None)
    return None if found is None else seen.text.raw_span(found.span())


def _read(learner: Learner, seen: Seen) -> Reading:
    return seen.readings[_worst(learner, seen)]


def _worst(learner: Learner, seen: Seen) -> int:
    """The number of the window that speaks most for spam; it alone counts, so that padding is no hiding place."""
    if len(seen.readings) == 1:
        return 0
    return max(range(len(seen.readings)), key=lambda at: learner.margin(seen.readings[at].features))


def _of_signs(learner: Learner, seen: Seen) -> list[Contribution]:
    found: dict[str, float] = {}
    for name, amount in seen.names.items():
        what = told(name)
        found[what] = found.get(what, 0.0) + POINTS * learner.weights[sign_slot(name)] * amount
    return [Contribution(points, what) for what, points in found.items()]
