"""What checks and model say together of one comment: the same on the command line and in the service."""

from dataclasses import dataclass, replace

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.policy import ModelSettings
from service.domain.verdict import MODEL, Evidence
from workers.learning.evidence import model_evidence, start_evidence
from workers.learning.learner import Learner
from workers.learning.model import Seen
from workers.parts import Part, moved
from workers.scoring import POINTS_DIGITS, Said, Scorer
from workers.worst import most_like_spam

_BROKEN = "The learned model failed; nothing is approved without it. Its error was logged where it ran."


@dataclass(frozen=True, slots=True)
class Heard:
    """All evidence, that of the model behind that of the checks, and what the model saw, if it was asked."""

    evidence: tuple[Evidence, ...]
    seen: Seen | None = None


def hear(
    scorer: Scorer,
    submission: Submission,
    context: Context,
    *,
    settings: ModelSettings,
    learner: Learner | None,
    said: Said | None = None,
) -> Heard:
    """Ask the checks, and then the model about the same text and what the checks said. A broken one breaks no other.

    `said` is what checks have said of this very comment already.
    """
    part = scorer.heard(submission, context, said)
    checks = part.evidence
    if learner is None or not settings.enabled:
        return Heard((*checks, start_evidence()))
    try:
        part, seen = most_like_spam(scorer, learner, submission, context, heard=part, weight=settings.weight)
        return _with_model(part, seen, learner, context, weight=settings.weight)
    except Exception as error:  # noqa: BLE001 - whatever breaks in the model, the checks are heard
        scorer.observe(MODEL, error)
        return Heard((*checks, Evidence(check=MODEL, points=0.0, reason=_BROKEN, failed=True)))


def _with_model(part: Part, seen: Seen, learner: Learner, context: Context, *, weight: float) -> Heard:
    first = context.text.raw_span(part.place)[0] if part.text is not context.text else 0
    said = (
        replace(moved(one, first), points=round(one.points * weight, POINTS_DIGITS))
        for one in model_evidence(learner, seen)
    )
    return Heard((*part.evidence, *said), seen)
