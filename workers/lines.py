"""Comments as JSON lines: judged one by one, without a server or a history."""

from collections.abc import Iterable, Iterator
from typing import Any

from service.domain.site import Policy
from service.domain.verdict import Evidence, Verdict, judge
from workers.comment_line import BadLineError, CommentLine, parsed
from workers.learning.evidence import model_evidence
from workers.learning.learner import Learner
from workers.learning.model import see, teach
from workers.scoring import Scorer


class LineJudge:
    """Judges comments by the checks of a policy, and by a model if there is one."""

    def __init__(self, scorer: Scorer, policy: Policy, *, learner: Learner | None = None) -> None:
        self._scorer, self._policy, self._learner = scorer, policy, learner

    def verdict(self, comment: CommentLine) -> Verdict:
        """The verdict on one comment. The model's evidence stands behind that of the checks."""
        checks = self._scorer.evidence(comment.submission, comment.context)
        if self._learner is None:
            return judge(checks, self._policy)
        said = model_evidence(self._learner, see(comment.context.text, checks))
        return judge((*checks, *said), self._policy)

    def learn(self, comment: CommentLine) -> None:
        """Teach the model what the comment's label says; without model or label nothing happens."""
        if self._learner is not None and comment.labelled:
            seen = see(comment.context.text, self._scorer.evidence(comment.submission, comment.context))
            teach(self._learner, seen, spam=comment.spam, version=self._learner.version + 1)


def judge_lines(lines: Iterable[bytes], *, judge: LineJudge, learn: bool = False) -> Iterator[dict[str, Any]]:
    """A verdict for each line, in order; a bad line gives its error and spoils no other.

    With `learn` a verdict has learned from the labels of all lines before, and not from its own.
    """
    for line in lines:
        if not line.strip():
            continue
        try:
            comment = parsed(line)
        except BadLineError as error:
            yield {"id": error.identity, "error": str(error)}
            continue
        yield verdict_json(comment, judge.verdict(comment))
        if learn:
            judge.learn(comment)


def verdict_json(comment: CommentLine, verdict: Verdict) -> dict[str, Any]:
    """A verdict in its public shape."""
    return {
        "id": comment.identity,
        "points": verdict.points,
        "verdict": verdict.outcome,
        "evidence": [evidence_json(one) for one in verdict.evidence],
    }


def evidence_json(one: Evidence) -> dict[str, Any]:
    """Evidence in its public shape."""
    return {"check": one.check, "points": one.points, "reason": one.reason, "span": one.span}
