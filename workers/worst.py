"""What checks and model say together of the part of a comment that is most like spam."""

from bisect import bisect_left
from collections.abc import Iterator

from service.domain.comment import Submission
from service.domain.context import Context
from workers.learning.learner import Learner
from workers.learning.model import Seen, points, see
from workers.learning.passages import passages
from workers.parts import SHORT, Part, longest_line, sentences_round
from workers.scoring import Scorer


def most_like_spam(
    scorer: Scorer, learner: Learner, submission: Submission, context: Context, *, heard: Part, weight: float = 1.0
) -> tuple[Part, Seen]:
    """The part, and what the model sees of it. `heard` is what the checks take for the worst; `weight` is the model's.

    Of a long text the passages whose words weigh most are judged as if each had been sent alone.
    """
    if len(context.text.normal) <= SHORT:
        return heard, see(heard.text, heard.evidence)
    parts = heard, *_passages(scorer, learner, submission, context, heard)
    seen = [(one, see(one.text, one.evidence)) for one in parts]
    return max(seen, key=lambda one: sum(said.points for said in one[0].evidence) + weight * points(learner, one[1]))


def _passages(
    scorer: Scorer, learner: Learner, submission: Submission, context: Context, heard: Part
) -> Iterator[Part]:
    text = context.text
    pointed_at = [one.span for one in heard.evidence if one.span]
    found = passages(text, learner)
    places = [*found, *(longest_line(text.normal, one) for one in found)]
    if pointed_at:
        first, last = min(start for start, _ in pointed_at), max(end for _, end in pointed_at)
        places.append((bisect_left(text.starts, first), bisect_left(text.starts, last)))
    for place in dict.fromkeys(sentences_round(text.normal, one) for one in places):
        yield scorer.heard_at(place, submission, context, beside=heard.evidence)
