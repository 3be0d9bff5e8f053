"""Comments as JSON lines: judged one by one, without a server or a history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from service.domain.policy import Policy
from service.domain.rules import facts_of
from service.domain.verdict import Evidence, Verdict, judge
from workers.comment_line import BadLineError, CommentLine, parsed
from workers.hearing import hear
from workers.learning.learner import Learner
from workers.learning.model import Seen, teach
from workers.scoring import Scorer


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on a comment, and what the model saw of it, if there is a model."""

    verdict: Verdict
    seen: Seen | None = None


class LineJudge:
    """Judges comments by the checks of a policy, and by a model if there is one."""

    def __init__(self, scorer: Scorer, policy: Policy, *, learner: Learner | None = None) -> None:
        self._scorer, self._policy, self._learner = scorer, policy, learner

    def judged(self, comment: CommentLine) -> Judged:
        """The verdict on one comment."""
        heard = hear(
            self._scorer, comment.submission, comment.context, settings=self._policy.model, learner=self._learner
        )
        facts = facts_of(comment.submission, comment.context)
        return Judged(judge(heard.evidence, self._policy, facts), heard.seen)

    def learn(self, judged: Judged, *, spam: bool) -> None:
        """Teach the model, if there is one, what a moderator said of a comment."""
        if self._learner is not None and judged.seen is not None:
            teach(self._learner, judged.seen, spam=spam, version=self._learner.version + 1)


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
        judged = judge.judged(comment)
        yield verdict_json(comment, judged.verdict)
        if learn and comment.labelled:
            judge.learn(judged, spam=comment.spam)


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
