"""Comments as JSON lines: judged one by one, without a server or a history."""

from collections.abc import Iterable, Iterator
from typing import Any

from service.domain.site import Policy
from service.domain.verdict import Evidence, judge
from workers.comment_line import BadLineError, CommentLine, parsed
from workers.scoring import Scorer


def judge_lines(lines: Iterable[bytes], *, scorer: Scorer, policy: Policy) -> Iterator[dict[str, Any]]:
    """A verdict for each line, in order; a bad line gives its error and spoils no other."""
    for line in lines:
        if not line.strip():
            continue
        try:
            yield _judged(parsed(line), scorer=scorer, policy=policy)
        except BadLineError as error:
            yield {"id": error.identity, "error": str(error)}


def _judged(comment: CommentLine, *, scorer: Scorer, policy: Policy) -> dict[str, Any]:
    verdict = judge(scorer.evidence(comment.submission, comment.context), policy)
    return {
        "id": comment.identity,
        "points": verdict.points,
        "verdict": verdict.outcome,
        "evidence": [evidence_json(one) for one in verdict.evidence],
    }


def evidence_json(one: Evidence) -> dict[str, Any]:
    """Evidence in its public shape."""
    return {"check": one.check, "points": one.points, "reason": one.reason, "span": one.span}
