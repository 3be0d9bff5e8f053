from datetime import timedelta

import pytest

from service.domain.comment import Decision, Status
from service.domain.delivery import DeliveryFailed, DeliveryStatus, Failure
from service.domain.question import Answer, Later
from service.domain.sample import Label
from service.domain.site import Ask, JudgeSettings
from service.domain.verdict import MODEL
from service.usecases.decide import decide
from service.usecases.hear import post
from service.usecases.review import detail
from service.usecases.submit import submit
from tests.builders import a_site, a_submission, some_settings
from tests.workers.builders import a_runtime
from tests.workers.judges.scripted import HAM, SPAM, ScriptedJudge
from workers import delivering, judging

CASINO = "CHECK OUT my channel, make money fast http://casino.example http://win.example http://a.xyz"
QUIET = {"subscribers": (), "publisher": None}


@pytest.fixture
def settings(tmp_path, database_url):
    sites = [
        a_site(judges={"akismet": JudgeSettings(name="akismet")}, **QUIET),
        a_site(name="eager", judges={"akismet": JudgeSettings(name="akismet", ask=Ask.ALWAYS)}, **QUIET),
        a_site(name="plain", **QUIET),
    ]
    return some_settings(tmp_path, database_url=database_url, sites=sites)


@pytest.fixture
def akismet():
    return ScriptedJudge()


@pytest.fixture
def runtime(services, akismet):
    return a_runtime(services, judges={"blog": {"akismet": akismet}, "eager": {"akismet": akismet}})


def found(services, comment):
    return detail(services, comment).comment


def test_a_judge_is_asked_after_the_checks_and_its_word_counts(services, runtime, akismet):
    akismet.reply = SPAM
    comment = submit(services, a_submission(url="https://ada.example/")).id

    judging.drain(runtime)

    assert found(services, comment).status is Status.SPAM
    (inquiry,) = akismet.asked
    assert inquiry.submission == a_submission(url="https://ada.example/")
    assert inquiry.answer_url == "http://127.0.0.1:8080/v1/sites/blog/judgements/akismet"
    assert inquiry.evidence == tuple(one for one in found(services, comment).evidence if one.check != "akismet")
    assert (inquiry.attempt, inquiry.said) == (1, None)


def test_nobody_is_asked_where_nobody_is_configured(services, runtime, akismet):
    comment = submit(services, a_submission(site="plain")).id

    judging.drain(runtime)

    assert (found(services, comment).status, akismet.asked) == (Status.APPROVED, [])


def test_what_the_checks_call_spam_is_asked_about_only_if_the_owner_wants_it(services, runtime, akismet):
    saving = submit(services, a_submission(body=CASINO)).id
    eager = submit(services, a_submission(body=CASINO, site="eager")).id

    judging.drain(runtime)

    assert [one.comment.id for one in akismet.asked] == [eager]
    assert {found(services, one).status for one in (saving, eager)} == {Status.SPAM}


def test_others_do_not_wait_for_a_slow_judge(services, runtime, akismet):
    asked = submit(services, a_submission()).id
    plain = submit(services, a_submission(site="plain")).id
    seen = []

    def look(_):
        seen.append(found(services, plain).status)
        return HAM

    akismet.reply = look
    judging.drain(runtime)

    assert seen == [Status.APPROVED]
    assert found(services, asked).status is Status.APPROVED


def test_a_judge_with_a_mistake_in_it_holds(services, runtime, akismet):
    akismet.reply = RuntimeError("a bug")
    comment = submit(services, a_submission()).id

    judging.drain(runtime)

    assert found(services, comment).status is Status.HELD


def test_a_judge_that_fails_holds_and_nothing_is_lost(services, runtime, akismet, clock):
    akismet.reply = DeliveryFailed("No.", failure=Failure.REFUSED)
    readers = [
        a_submission(body=f"Thought {one}", email=f"r{one}@example.org", address=f"198.51.{one}.7") for one in range(25)
    ]
    comments = [submit(services, one).id for one in readers]
    judging.drain(runtime)
    assert {found(services, one).status for one in comments} == {Status.HELD}

    akismet.reply = HAM
    clock.tick(minutes=1)
    judging.drain(runtime)

    assert {found(services, one).status for one in comments} == {Status.APPROVED}
    assert {one.attempt for one in akismet.asked[-25:]} == {2}


def test_a_provisional_answer_is_made_good_with_what_it_said(services, runtime, akismet, clock):
    akismet.reply = Answer(points=0.0, reason="So far.", said=Label.HAM, ask_again=timedelta(minutes=2))
    comment = submit(services, a_submission()).id
    judging.drain(runtime)
    assert found(services, comment).status is Status.HELD
    akismet.reply = SPAM
    clock.tick(minutes=2)

    judging.drain(runtime)

    assert found(services, comment).status is Status.SPAM
    asked = akismet.asked[-1]
    assert (asked.said, {one.check for one in asked.evidence}) == (Label.HAM, {MODEL})


def test_an_answer_that_comes_back_before_the_reply_is_used(services, runtime, akismet):
    def overtake(inquiry):
        post(services, inquiry.comment.id, site="blog", judge="akismet", id="1", points=-1.0, reason="Fine.")
        return Later(within=timedelta(minutes=5))

    akismet.reply = overtake
    comment = submit(services, a_submission()).id

    judging.drain(runtime)

    assert found(services, comment).status is Status.APPROVED
    assert found(services, comment).points == -1.5, "its own, and what the model begins with"


def test_replies_are_counted(services, runtime, akismet):
    submit(services, a_submission())
    judging.drain(runtime)

    labels = {"site": "blog", "judge": "akismet", "outcome": "answer"}
    assert services.metrics.registry().get_sample_value("rejoinder_judges_asked_total", labels) == 1


class TestFeedback:
    """A moderator knew better."""

    def decided(self, services, runtime):
        comment = submit(services, a_submission()).id
        judging.drain(runtime)
        decide(services, comment, Decision.SPAM, actor="Mona")
        delivering.drain(runtime)
        return detail(services, comment).deliveries[-1]

    def test_reaches_the_judge_with_what_it_had_said(self, services, runtime, akismet):
        delivery = self.decided(services, runtime)

        ((inquiry, truth),) = akismet.told
        assert (delivery.status, truth, inquiry.said) == (DeliveryStatus.DONE, Label.SPAM, Label.HAM)
        assert inquiry.submission == akismet.asked[0].submission

    def test_is_not_sent_once_it_was_taken_back(self, services, runtime, akismet):
        comment = submit(services, a_submission()).id
        judging.drain(runtime)
        decide(services, comment, Decision.SPAM, actor="Mona")
        decide(services, comment, Decision.UNDO, actor="Mona")

        delivering.drain(runtime)

        assert [truth for _, truth in akismet.told] == [Label.HAM]
        assert {one.status for one in detail(services, comment).deliveries} == {DeliveryStatus.DONE}

    def test_to_a_judge_that_takes_none_is_a_dead_letter(self, services, runtime, akismet):
        comment = submit(services, a_submission()).id
        judging.drain(runtime)
        decide(services, comment, Decision.SPAM, actor="Mona")

        delivering.drain(a_runtime(services))

        (delivery,) = detail(services, comment).deliveries
        assert delivery.status is DeliveryStatus.DEAD
        assert "takes feedback" in delivery.last_error
