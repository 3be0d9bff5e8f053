from dataclasses import replace
from datetime import timedelta

from service.domain.comment import JUDGE, Status
from service.domain.policy import Policy
from service.domain.rules import Rule
from service.domain.verdict import Evidence, Outcome
from service.queue import Work
from service.storage import claims, history
from service.usecases import decide, judge
from service.usecases.review import detail
from service.usecases.submit import submit
from tests.builders import PAGE, a_site, a_submission
from tests.scenes import sealed_otherwise

SPAM = Evidence(check="links", points=7.0, reason="4 links, 1 is usual")
DOUBT = Evidence(check="links", points=3.0, reason="2 links, 1 is usual")
BROKEN = Evidence(check="links", points=0.0, reason="The check 'links' failed", failed=True)


def judged(services, *evidence):
    cases, claimed = judge.claim(services)
    judge.record(services, [judge.Judged(case=case, evidence=evidence) for case in cases])
    return claimed


def status_of(services, comment):
    return detail(services, comment).comment.status


def test_a_comment_without_evidence_is_approved(services, hints):
    comment = submit(services, a_submission()).id

    judged(services)

    found = detail(services, comment)
    assert (found.comment.status, found.comment.version, found.comment.points) == (Status.APPROVED, 2, 0.0)
    assert [(one.actor, one.action, one.after) for one in found.history] == [
        ("reader", "submit", Status.RECEIVED),
        (JUDGE, "judge", Status.APPROVED),
    ]
    assert hints.hinted == [Work.JUDGE, Work.DELIVER]


def test_points_hold_or_mark_as_spam_and_the_evidence_is_kept(services):
    held = submit(services, a_submission()).id
    judged(services, DOUBT)
    spam = submit(services, a_submission()).id
    judged(services, SPAM)

    assert (status_of(services, held), status_of(services, spam)) == (Status.HELD, Status.SPAM)
    assert detail(services, held).comment.evidence == (DOUBT,)
    assert detail(services, held).history[-1].reason == "3 points: 2 links, 1 is usual"


def test_a_failed_check_holds_what_would_be_approved(services):
    comment = submit(services, a_submission()).id

    judged(services, BROKEN)

    assert status_of(services, comment) is Status.HELD


def test_only_what_readers_can_see_is_published(services):
    approved = submit(services, a_submission()).id
    judged(services)
    held = submit(services, a_submission()).id
    judged(services, DOUBT)

    kinds = {name: [one.kind for one in detail(services, name).deliveries] for name in (approved, held)}
    assert kinds == {approved: ["publish", "notify"], held: ["notify"]}


def test_the_event_says_what_happened_and_nothing_about_the_reader(services):
    comment = submit(services, a_submission()).id
    judged(services)

    notification = detail(services, comment).deliveries[-1]
    assert notification.event == "comment.approved"
    assert f'"id":"{comment}"' in notification.payload
    assert '"status":"approved","version":2' in notification.payload
    assert "example.org" not in notification.payload


def test_a_claimed_comment_is_nobody_elses_until_the_lease_ends(services, clock):
    submit(services, a_submission())
    assert judge.claim(services)[1] == 1
    assert judge.claim(services)[1] == 0

    clock.tick(seconds=claims.LEASE.total_seconds() + 1)
    assert judge.claim(services)[1] == 1


def test_a_verdict_that_comes_too_late_changes_nothing(services):
    comment = submit(services, a_submission()).id
    cases, _ = judge.claim(services)
    decide.decide(services, comment, decide.Decision.SPAM, actor="Mona")

    judge.record(services, [judge.Judged(case=case, evidence=()) for case in cases])

    assert status_of(services, comment) is Status.SPAM
    with services.database.read() as tx:
        assert [one.actor for one in history.of(tx, comment)] == ["Mona"]


def test_a_comment_that_kills_its_worker_is_held_in_the_end_and_takes_no_other_with_it(services, clock):
    poison = submit(services, a_submission(body="poison")).id
    for _ in range(judge.CLAIMS_MOST):
        assert judge.claim(services)[1] == 1
        clock.tick(seconds=claims.LEASE.total_seconds() + 1)
    honest = submit(services, a_submission(body="honest")).id

    assert judge.claim(services) == ([], 1)
    rest, _ = judge.claim(services)
    assert [case.comment.id for case in rest] == [honest]

    found = detail(services, poison).comment
    assert found.status is Status.HELD
    assert "stopped the worker" in found.evidence[0].reason


def test_a_submission_that_cannot_be_opened_is_held(services):
    comment = submit(services, a_submission()).id
    sealed_otherwise(services, comment)

    judged(services)

    assert status_of(services, comment) is Status.HELD


def test_a_comment_of_a_site_that_is_gone_is_held(services):
    comment = submit(services, a_submission(site="gone")).id

    judged(services)

    assert status_of(services, comment) is Status.HELD


def test_trust_is_earned_by_what_has_stood_for_a_day(services, clock):
    for number in range(3):
        submit(services, a_submission(body=f"Harmless {number}"))
        judged(services)
    submit(services, a_submission())
    (soon,), _ = judge.claim(services)
    judge.record(services, [judge.Judged(case=soon, evidence=(DOUBT,))])
    clock.tick(days=1)
    submit(services, a_submission())
    (later,), _ = judge.claim(services)

    assert soon.context.history.approved == 0
    assert not soon.context.history.known_address
    assert later.context.history.approved == 3
    assert later.context.history.known_address


def test_the_checks_see_what_came_before(services, clock):
    earlier = submit(services, a_submission(body="Same  TEXT")).id
    judged(services)
    clock.tick(seconds=90)
    submit(services, a_submission(body="same text"))

    (case,), _ = judge.claim(services)

    assert case.context.by_author == case.context.by_address == (90.0,)
    assert [(one.id, one.same_author, one.seconds) for one in case.context.earlier] == [(earlier, True, 90.0)]


def test_judged_again_later_a_comment_sees_the_same_neighbours(services, clock):
    submit(services, a_submission(body="one"))
    clock.tick(seconds=5)
    submit(services, a_submission(body="two"))
    (_, case), _ = judge.claim(services)
    clock.tick(hours=2)
    submit(services, a_submission(body="three"))

    (_, later), _ = judge.claim(services)

    assert later.comment.id == case.comment.id
    assert later.context.by_author == case.context.by_author == (5.0,)


def test_what_came_of_an_authors_later_comments_says_nothing_about_an_earlier_one(services, clock):
    earlier = submit(services, a_submission(body="one")).id
    judge.claim(services)
    clock.tick(seconds=1)
    judged_spam = submit(services, a_submission(body="two")).id
    judged(services, SPAM)
    clock.tick(seconds=claims.LEASE.total_seconds())

    (again,), _ = judge.claim(services)

    assert status_of(services, judged_spam) is Status.SPAM
    assert again.comment.id == earlier
    assert again.context.history.spam == 0


def test_a_page_is_as_old_as_its_first_comment(services, clock):
    submit(services, a_submission(body="one"))
    (first,), _ = judge.claim(services)
    judge.record(services, [judge.Judged(case=first, evidence=(SPAM,))])
    clock.tick(days=31)
    submit(services, a_submission(body="two"))
    submit(services, a_submission(body="three", page=f"{PAGE}/other"))

    (second, other), _ = judge.claim(services)

    assert (first.context.page_age, second.context.page_age) == (None, timedelta(days=31))
    assert other.context.page_age is None


def test_a_page_known_only_by_its_number_has_an_age_too(services, clock):
    submit(services, a_submission(page="", host_post=17))
    judged(services)
    clock.tick(hours=1)
    submit(services, a_submission(page="", host_post=17))
    submit(services, a_submission(page="", host_post=18))

    cases, _ = judge.claim(services)

    assert [one.context.page_age for one in cases] == [timedelta(hours=1), None]


def test_a_rule_of_the_sites_policy_decides_and_the_history_says_which(services):
    rule = Rule(name="first comment", then=Outcome.HOLD, when={"first_comment": True})
    site = a_site(policy=Policy(rules=(rule,)))
    services = replace(services, settings=replace(services.settings, sites={"blog": site}))
    comment = submit(services, a_submission()).id

    judged(services, Evidence(check="links", points=0.5, reason="1 link"))

    found = detail(services, comment)
    assert found.comment.status is Status.HELD
    assert [one.check for one in found.comment.evidence] == ["rule", "links"]
    assert found.history[-1].reason.startswith("0.5 points: The rule “first comment” says hold: ")
