from datetime import timedelta

import pytest

from service.domain.comment import Decision, Status
from service.domain.delivery import DeliveryFailed, DeliveryKind, Failure
from service.domain.question import Answer, Later, heard
from service.domain.sample import Label
from service.domain.site import JudgeSettings
from service.storage import samples
from service.usecases import ask, deliver, feedback, judge
from service.usecases.decide import decide
from service.usecases.judge import Judged
from service.usecases.review import detail
from service.usecases.submit import submit
from tests.builders import a_site, a_submission, some_settings
from tests.scenes import evidence, sealed_otherwise

SAID = {
    Label.HAM: Answer(points=0.0, reason="Nothing against it.", said=Label.HAM),
    Label.SPAM: Answer(points=6.0, reason="Spam.", said=Label.SPAM),
}
HOST = "akismet:blog"


@pytest.fixture
def settings(tmp_path, database_url):
    site = a_site(judges={"akismet": JudgeSettings(name="akismet")}, subscribers=(), publisher=None)
    return some_settings(tmp_path, database_url=database_url, sites=[site])


def judged(services, reply, *found):
    comment = submit(services, a_submission()).id
    (case,), _ = judge.claim(services)
    (question,) = ask.begin(services, [(comment, "akismet")])
    told = heard(question, reply, now=services.clock())
    judge.record(services, [Judged(case=case, evidence=found, heard=[told])])
    return comment


def decided(services, comment, *decisions):
    for one in decisions:
        decide(services, comment, one, actor="Mona")


def told(services, comment):
    sent = detail(services, comment).deliveries
    assert {one.kind for one in sent} <= {DeliveryKind.FEEDBACK}
    return [one.event for one in sent]


@pytest.mark.parametrize(
    ("said", "decisions", "feedback"),
    [
        (Label.HAM, [Decision.SPAM], ["spam"]),
        (Label.SPAM, [Decision.APPROVE], ["ham"]),
        (Label.HAM, [Decision.HOLD, Decision.APPROVE], []),
        (Label.HAM, [Decision.REJECT], []),
        (Label.SPAM, [Decision.HOLD, Decision.SPAM], []),
        (Label.SPAM, [Decision.APPROVE, Decision.UNDO], ["ham", "spam"]),
        (Label.SPAM, [Decision.HOLD, Decision.APPROVE, Decision.UNDO], ["ham", "spam"]),
        (Label.HAM, [Decision.SPAM, Decision.UNDO], ["spam", "ham"]),
        (Label.HAM, [Decision.SPAM, Decision.APPROVE, Decision.UNDO], ["spam", "ham", "spam"]),
        (Label.HAM, [Decision.SPAM, Decision.UNDO, Decision.SPAM], ["spam", "ham", "spam"]),
        (Label.HAM, [Decision.SPAM, Decision.HOLD], ["spam"]),
        (Label.HAM, [Decision.SPAM, Decision.HOLD, Decision.SPAM], ["spam"]),
        (Label.SPAM, [Decision.REJECT, Decision.UNDO], []),
    ],
    ids=lambda one: "-".join(one) if isinstance(one, list) else str(one),
)
def test_a_judge_is_told_when_it_believes_something_else(services, said, decisions, feedback):
    comment = judged(services, SAID[said])

    decided(services, comment, *decisions)

    assert told(services, comment) == feedback


def test_undo_does_not_say_spam_when_only_our_checks_did(services):
    comment = judged(services, SAID[Label.HAM], evidence(9.0))

    decided(services, comment, Decision.APPROVE, Decision.UNDO)

    assert detail(services, comment).comment.status is Status.SPAM
    assert told(services, comment) == []


@pytest.mark.parametrize(
    "reply",
    [Later(within=timedelta(minutes=1)), Answer(points=1, reason="x")],
    ids=["later", "takes none"],
)
def test_who_said_neither_is_told_nothing(services, reply):
    comment = judged(services, reply)

    decided(services, comment, Decision.SPAM)

    assert told(services, comment) == []


def test_what_is_told_is_what_was_asked(services):
    comment = judged(services, SAID[Label.HAM])
    decided(services, comment, Decision.SPAM)

    (delivery,) = deliver.due(services, HOST)
    about = feedback.about(services, delivery)

    assert (about.truth, about.question.said) == (Label.SPAM, Label.HAM)
    assert about.submission == a_submission()


def test_feedback_that_was_overtaken_is_not_sent(services):
    comment = judged(services, SAID[Label.HAM])
    decided(services, comment, Decision.SPAM, Decision.UNDO)

    first, second = deliver.due(services, HOST)

    assert feedback.about(services, first) is None
    assert feedback.about(services, second).truth is Label.HAM


def test_an_expired_submission_teaches_nobody(services):
    comment = judged(services, SAID[Label.HAM])
    sealed_otherwise(services, comment, None)

    decided(services, comment, Decision.SPAM)

    assert told(services, comment) == []


def test_a_submission_that_expires_meanwhile_is_a_dead_letter_that_says_so(services):
    comment = judged(services, SAID[Label.HAM])
    decided(services, comment, Decision.SPAM)
    sealed_otherwise(services, comment, None)

    with pytest.raises(DeliveryFailed, match="has expired") as failed:
        feedback.about(services, deliver.due(services, HOST)[0])
    assert failed.value.failure is Failure.PERMANENT


def test_a_judge_that_is_gone_is_told_nothing(services):
    comment = judged(services, SAID[Label.HAM])
    services.settings.sites["blog"].judges.clear()

    decided(services, comment, Decision.SPAM)

    assert told(services, comment) == []


def test_what_a_judge_said_is_no_part_of_what_the_model_learns(services):
    comment = judged(services, SAID[Label.HAM], evidence(2.5))

    decided(services, comment, Decision.SPAM)

    with services.database.read() as tx:
        (lesson,) = samples.lessons(tx, "blog", after=0, until=1, limit=9)
    assert [one.check for one in lesson.evidence] == ["money_words"]
