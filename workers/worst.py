"""What checks and model say together of the part of a comment that is most like spam, and what is learned of one."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.draft import Span
from service.domain.text import NormalText
from service.domain.verdict import Evidence
from workers.learning.learner import Learner
from workers.learning.model import Seen, points, see
from workers.learning.passages import passages
from workers.parts import SHORT, Part, longest_line, moved, sentences_round
from workers.scoring import Scorer


def most_like_spam(
    scorer: Scorer, learner: Learner, submission: Submission, context: Context, *, heard: Part, weight: float = 1.0
) -> tuple[Part, Seen]:
    """The part, and what the model sees of it. `heard` is what the checks take for the worst; `weight` is the model's.

    Of a long text the passages whose words weigh most are judged as if each had been sent alone.
    """
    if len(context.text.normal) <= SHORT:
        return heard, see(heard.text, heard.evidence)
    places = _places(context.text, learner, heard.evidence)
    parts = heard, *(scorer.heard_at(one, submission, context, beside=heard.evidence) for one in places)
    return _worst(parts, learner, weight=weight)


def lesson(text: NormalText, evidence: Sequence[Evidence], learner: Learner) -> Seen:
    """What the learner sees of a comment that was decided on: of a long one, the part that it takes for the worst.

    The same for the same learner, so that learning everything again comes to the same.
    """
    parts = [_part(text, one, evidence) for one in _places(text, learner, evidence)] if len(text.normal) > SHORT else []
    return _worst(parts, learner, weight=1.0)[1] if parts else see(text, evidence)


def _worst(parts: Sequence[Part], learner: Learner, *, weight: float) -> tuple[Part, Seen]:
    seen = [(one, see(one.text, one.evidence)) for one in parts]
    return max(seen, key=lambda one: sum(said.points for said in one[0].evidence) + weight * points(learner, one[1]))


def _places(text: NormalText, learner: Learner, evidence: Sequence[Evidence]) -> Iterator[Span]:
    """Where the model looks: at the passages of the heaviest words, and at what the checks point at."""
    places = [longest_line(text.normal, one) for one in passages(text, learner)]
    pointed_at = [one.span for one in evidence if one.span]
    if pointed_at:
        first, last = min(start for start, _ in pointed_at), max(end for _, end in pointed_at)
        places.append((bisect_left(text.starts, first), bisect_left(text.starts, last)))
    yield from dict.fromkeys(sentences_round(text.normal, one) for one in places)


def _part(text: NormalText, place: Span, evidence: Sequence[Evidence]) -> Part:
    """A part with what is known of it: what points into it, and what points nowhere."""
    first, last = text.raw_span(place)
    there = (one for one in evidence if one.span is None or (first <= one.span[0] and one.span[1] <= last))
    return Part(place, text.part(place), tuple(moved(one, -first) for one in there))
