"""What is put to judges outside the house, and what becomes of their replies."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from service.domain.comment import Comment, Submission
from service.domain.delivery import DeliveryFailed
from service.domain.question import Answer, Heard, Later, Question, heard
from service.domain.site import Ask
from service.domain.verdict import Evidence, Outcome, judge
from service.usecases import ask as asking
from service.usecases import hear
from service.usecases.judge import Judged
from workers.bench import Put
from workers.judges import Inquiry
from workers.runtime import Runtime


def whom(judged: Judged) -> list[str]:
    """The judges that are asked about a comment after the local checks."""
    case = judged.case
    if not case.site.judges:
        return []
    spam = judge(judged.evidence, case.policy, case.facts).outcome is Outcome.SPAM
    return [one.name for one in case.site.judges.values() if one.ask is Ask.ALWAYS or not spam]


def ask(runtime: Runtime, undecided: Sequence[Judged]) -> list[Judged]:
    """Ask all judges about all these comments, side by side: the comments with the replies."""
    asked = [(one, name) for one in undecided for name in whom(one)]
    questions = asking.begin(runtime.services, [(one.case.comment.id, name) for one, name in asked])
    replies: dict[str, list[Heard]] = defaultdict(list)
    inquiries = [
        inquiry(runtime, question, one.case.comment, one.case.submission, evidence=one.evidence)
        for (one, _), question in zip(asked, questions, strict=True)
    ]
    for reply in _heard(runtime, questions, inquiries):
        replies[reply.question.comment].append(reply)
    return [replace(one, heard=tuple(replies[one.case.comment.id])) for one in undecided]


def ask_again(runtime: Runtime) -> int:
    """See to a batch of questions that are due: how many there were."""
    claimed = asking.claim(runtime.services)
    inquiries = [
        inquiry(runtime, one.question, one.comment, one.submission, evidence=one.comment.evidence)
        for one in claimed.due
    ]
    replies = _heard(runtime, [one.question for one in claimed.due], inquiries)
    if replies or claimed.ended:
        hear.late(runtime.services, [*claimed.ended, *replies])
    return claimed.count


def inquiry(
    runtime: Runtime, question: Question, comment: Comment, submission: Submission, *, evidence: Sequence[Evidence]
) -> Inquiry:
    """What a judge is told of a comment. What it said itself is no evidence to it."""
    site, services = comment.site, runtime.services
    return Inquiry(
        comment=comment,
        submission=submission,
        evidence=tuple(one for one in evidence if one.check != question.judge),
        attempt=question.attempts,
        answer_url=f"{services.settings.public_url}/v1/sites/{site}/judgements/{question.judge}",
        now=services.clock(),
        said=question.said,
    )


def _heard(runtime: Runtime, questions: Sequence[Question], inquiries: Sequence[Inquiry]) -> list[Heard]:
    if not questions:
        return []
    asked = [
        Put(site=about.comment.site, judge=question.judge, inquiry=about)
        for question, about in zip(questions, inquiries, strict=True)
    ]
    replies = runtime.bench.hear(asked)
    now = runtime.services.clock()
    for one, reply in zip(asked, replies, strict=True):
        runtime.services.metrics.judges_asked.labels(one.site, one.judge, _NAMES[type(reply)]).inc()
    return [heard(question, reply, now=now) for question, reply in zip(questions, replies, strict=True)]


_NAMES = {Answer: "answer", Later: "later", DeliveryFailed: "failed"}
