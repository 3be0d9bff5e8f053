from dataclasses import replace

import pytest

from service.domain.comment import Decision, Status
from service.domain.errors import ForbiddenTransition, NotFound
from service.domain.verdict import Evidence
from service.queue import Work
from service.storage import samples, unfinished
from service.usecases import campaigns, decide_campaign, judge, review
from service.usecases.decide import decide
from service.usecases.decide_campaign import Decided
from service.usecases.resume_decision import PATIENCE
from service.usecases.submit import submit
from service.usecases.sweep import sweep
from tests.builders import a_site, a_submission, some_settings
from tests.scenes import a_held_comment, an_approved_comment

TEXT = "The harbour ferry never waits for the bus from the station, which is a pity in winter."
BOTH = ["blog", "shop"]


@pytest.fixture
def settings(tmp_path, database_url):
    return some_settings(tmp_path, database_url=database_url, sites=[a_site(), a_site(name="shop")])


@pytest.fixture
def copies(services):
    """Three published copies: two on the blog, one in the shop."""
    where = {"a": "blog", "b": "blog", "c": "shop"}
    return [an_approved_comment(services, body=f"{TEXT} {end}", site=site) for end, site in where.items()]


@pytest.fixture
def campaign(services, copies):
    return review.detail(services, copies[0]).campaign.id


def decided(services, campaign, decision, *, sites=BOTH, reason=""):
    return decide_campaign.decide_campaign(services, campaign, decision, sites=sites, actor="Mona", reason=reason)


def judged(services, evidence):
    cases, _ = judge.claim(services)
    judge.record(services, [judge.Judged(case=one, evidence=evidence) for one in cases])


def statuses(services, comments):
    return [review.detail(services, one).comment.status for one in comments]


def lessons(services, site):
    with services.database.read() as tx:
        return [one.label for one in samples.lessons(tx, site, after=0, until=1_000, limit=10)]


def test_one_decision_changes_all_and_hosts_hear_of_each(services, copies, campaign, hints):
    hints.hinted.clear()
    assert decided(services, campaign, Decision.SPAM) == Decided(changed=3, already=0, refused=0, left=0)
    assert statuses(services, copies) == [Status.SPAM] * 3
    assert Work.DELIVER in hints.hinted
    for one in copies:
        publishes = [sent for sent in review.detail(services, one).deliveries if sent.kind == "publish"]
        assert [(sent.version, sent.status) for sent in publishes] == [(2, "pending")]


def test_the_history_of_each_says_that_it_was_decided_with_its_campaign(services, copies, campaign):
    decided(services, campaign, Decision.REJECT, reason="off topic")
    for one in copies:
        last = review.detail(services, one).history[-1]
        assert (last.actor, last.action, last.reason, last.campaign) == ("Mona", "reject", "off topic", campaign)


def test_decided_again_nothing_changes(services, copies, campaign):
    decided(services, campaign, Decision.SPAM)
    assert decided(services, campaign, Decision.SPAM) == Decided(changed=0, already=3, refused=0, left=0)


def test_what_cannot_become_that_is_told_and_left(services, copies, campaign):
    waiting = submit(services, a_submission(body=TEXT)).id
    judge.claim(services)
    assert decided(services, campaign, Decision.REJECT) == Decided(changed=3, already=0, refused=1, left=0)
    assert statuses(services, [waiting]) == [Status.RECEIVED]


def test_a_copy_that_is_just_being_judged_is_decided_and_the_late_verdict_changes_nothing(services, copies, campaign):
    waiting = submit(services, a_submission(body=TEXT)).id
    cases, _ = judge.claim(services)
    assert decided(services, campaign, Decision.SPAM).changed == 4
    judge.record(services, [judge.Judged(case=one, evidence=()) for one in cases])
    assert statuses(services, [waiting]) == [Status.SPAM]


def test_only_comments_on_the_moderators_sites_are_decided(services, copies, campaign):
    assert decided(services, campaign, Decision.SPAM, sites=["shop"]).changed == 1
    assert sorted(statuses(services, copies)) == [Status.APPROVED, Status.APPROVED, Status.SPAM]


@pytest.mark.parametrize("sites", [["elsewhere"], []])
def test_a_campaign_on_other_sites_is_not_found(services, campaign, sites):
    with pytest.raises(NotFound):
        decided(services, campaign, Decision.SPAM, sites=sites)
    with pytest.raises(NotFound):
        campaigns.overview(services, campaign, sites=sites)


def test_a_campaign_nobody_knows_is_not_found(services):
    with pytest.raises(NotFound):
        decided(services, "unknown", Decision.UNDO)


def test_undo_brings_all_back_to_where_they_were(services, copies, campaign):
    held = a_held_comment(services, body=TEXT)
    decided(services, campaign, Decision.SPAM)
    assert decided(services, campaign, Decision.UNDO) == Decided(changed=4, already=0, refused=0, left=0)
    assert statuses(services, [*copies, held]) == [*[Status.APPROVED] * 3, Status.HELD]
    assert campaigns.overview(services, campaign, sites=BOTH).decided == {}
    assert decided(services, campaign, Decision.UNDO).changed == 0


def test_copies_that_went_to_the_spam_since_are_judged_again_after_undo(services, copies, campaign, hints):
    decided(services, campaign, Decision.SPAM)
    late = submit(services, a_submission(body=f"{TEXT} late")).id
    of_the_campaign = [Evidence(check="campaign", points=5.0, reason="It belongs to a campaign.")]
    judged(services, of_the_campaign)
    alone = submit(services, a_submission(body=f"{TEXT} Buy!")).id
    judged(services, [Evidence(check="links", points=9.0, reason="Spam for another reason.")])
    assert statuses(services, [late, alone]) == [Status.SPAM] * 2
    hints.hinted.clear()

    assert decided(services, campaign, Decision.UNDO).changed == 4
    assert statuses(services, [*copies, late, alone]) == [*[Status.APPROVED] * 3, Status.RECEIVED, Status.SPAM]
    assert Work.JUDGE in hints.hinted
    judged(services, [])
    assert statuses(services, [late]) == [Status.APPROVED]
    assert decided(services, campaign, Decision.UNDO).changed == 0


class KilledError(BaseException):
    """The process is gone."""


class Deadly:
    """Whoever hints is killed: when the first copy is done, and no other."""

    def hint(self, work):
        raise KilledError


@pytest.fixture
def half_undone(services, copies, campaign):
    """The copies and a later one that went to the spam because of them; who undid that was killed after the first."""
    decided(services, campaign, Decision.SPAM)
    late = submit(services, a_submission(body=f"{TEXT} late")).id
    judged(services, [Evidence(check="campaign", points=5.0, reason="It belongs to a campaign.")])
    with pytest.raises(KilledError):
        decided(replace(services, hints=Deadly()), campaign, Decision.UNDO, reason="a mistake")
    assert sorted(statuses(services, [*copies, late])) == [Status.APPROVED, *[Status.SPAM] * 3]
    return [*copies, late]


def test_an_undo_that_died_midway_is_ended_by_the_sweeper(services, half_undone, clock):
    sweep(services)
    assert statuses(services, half_undone).count(Status.SPAM) == 3, "whoever began it may still be at it"

    clock.tick(seconds=PATIENCE.total_seconds() + 1)
    for _ in BOTH:
        sweep(services)

    assert statuses(services, half_undone) == [*[Status.APPROVED] * 3, Status.RECEIVED]
    told = [review.detail(services, one).history[-1] for one in half_undone]
    assert {(one.actor, one.action, one.reason) for one in told} == {("Mona", "undo", "a mistake")}
    clock.tick(seconds=PATIENCE.total_seconds() + 1)
    assert left_to_do(services) is None


@pytest.mark.parametrize("decision", [Decision.SPAM, Decision.REJECT])
def test_any_decision_that_died_midway_is_finished_by_the_sweeper(services, copies, campaign, clock, decision):
    with pytest.raises(KilledError):
        decided(replace(services, hints=Deadly()), campaign, decision, reason="an advertisement")
    assert statuses(services, copies).count(Status.APPROVED) == 2

    clock.tick(seconds=PATIENCE.total_seconds() + 1)
    for _ in BOTH:
        sweep(services)

    assert Status.APPROVED not in statuses(services, copies)
    told = [review.detail(services, one).history[-1] for one in copies]
    assert {(one.actor, one.action, one.reason) for one in told} == {("Mona", decision, "an advertisement")}
    clock.tick(seconds=PATIENCE.total_seconds() + 1)
    assert left_to_do(services) is None


def test_an_undo_that_died_midway_is_ended_by_another_press_of_the_button(services, half_undone, campaign, clock):
    assert decided(services, campaign, Decision.UNDO).changed == 3
    assert statuses(services, half_undone) == [*[Status.APPROVED] * 3, Status.RECEIVED]
    clock.tick(seconds=PATIENCE.total_seconds() + 1)
    assert left_to_do(services) is None


def test_a_newer_decision_ends_an_undo_that_died(services, half_undone, campaign, clock):
    decided(services, campaign, Decision.SPAM)

    clock.tick(seconds=PATIENCE.total_seconds() + 1)
    for _ in BOTH:
        sweep(services)

    assert statuses(services, half_undone) == [Status.SPAM] * 4


def test_of_two_sweepers_one_goes_on_with_an_undo(services, half_undone, clock):
    clock.tick(seconds=PATIENCE.total_seconds() + 1)
    found = left_to_do(services)

    with services.database.begin() as tx:
        taken = [unfinished.take(tx, found, now=services.clock()) for _ in range(2)]

    assert taken == [True, False]


def left_to_do(services):
    with services.database.read() as tx:
        return unfinished.left(tx, now=services.clock(), patience=PATIENCE)


def test_undo_leaves_what_was_decided_on_single_comments(services, copies, campaign):
    decide(services, copies[0], Decision.SPAM, actor="Nina")
    decided(services, campaign, Decision.SPAM)
    decide(services, copies[1], Decision.REJECT, actor="Nina")
    assert decided(services, campaign, Decision.UNDO) == Decided(changed=1, already=2, refused=0, left=0)
    assert statuses(services, copies) == [Status.SPAM, Status.REJECTED, Status.APPROVED]


def test_undo_leaves_what_another_moderator_decides_while_it_goes_through_the_list(services, copies, campaign):
    decided(services, campaign, Decision.SPAM)
    decide(services, copies[0], Decision.APPROVE, actor="Nina")
    with pytest.raises(ForbiddenTransition):
        decide(services, copies[0], Decision.UNDO, actor="Mona", campaign=campaign)
    assert statuses(services, copies) == [Status.APPROVED, Status.SPAM, Status.SPAM]


def test_of_each_site_one_copy_teaches_and_undo_takes_that_back(services, copies, campaign):
    decided(services, campaign, Decision.SPAM)
    assert (lessons(services, "blog"), lessons(services, "shop")) == (["spam"], ["spam"])
    decided(services, campaign, Decision.UNDO)
    assert (lessons(services, "blog"), lessons(services, "shop")) == ([], [])


def test_deciding_on_one_of_them_again_later_teaches_what_was_said_of_it_alone(services, copies, campaign):
    decided(services, campaign, Decision.SPAM)
    silent = next(one for one in copies[:2] if review.detail(services, one).history[-1].teaching == "skip")
    decide(services, silent, Decision.APPROVE, actor="Nina")
    assert sorted(lessons(services, "blog")) == ["ham", "spam"]
    decide(services, silent, Decision.UNDO, actor="Nina")
    assert lessons(services, "blog") == ["spam"]


def test_very_large_ones_take_several_goes(services, copies, campaign, monkeypatch):
    monkeypatch.setattr(decide_campaign, "MOST_AT_ONCE", 2)
    assert decided(services, campaign, Decision.SPAM) == Decided(changed=2, already=0, refused=0, left=1)
    assert decided(services, campaign, Decision.SPAM) == Decided(changed=1, already=2, refused=0, left=0)


def test_what_is_left_of_very_large_ones_the_sweeper_does(services, copies, campaign, clock, monkeypatch):
    monkeypatch.setattr(decide_campaign, "MOST_AT_ONCE", 1)
    assert decided(services, campaign, Decision.SPAM).left == 2
    for _ in copies:
        clock.tick(seconds=PATIENCE.total_seconds() + 1)
        sweep(services)
    assert statuses(services, copies) == [Status.SPAM] * 3


def test_what_can_become_nothing_else_does_not_keep_the_sweeper_busy(services, copies, campaign, clock, monkeypatch):
    monkeypatch.setattr(decide_campaign, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(decide_campaign, "decide", refuse)
    assert decided(services, campaign, Decision.SPAM).refused == 1
    clock.tick(seconds=PATIENCE.total_seconds() + 1)
    assert left_to_do(services) is None


def test_who_is_still_at_an_older_decision_leaves_the_newer_one_alone(services, copies, campaign, monkeypatch):
    def slowly(services, comment, decision, **said):
        """When the older one is at its first copy, somebody else decides, and is done at once."""
        monkeypatch.setattr(decide_campaign, "decide", decide)
        done = decide(services, comment, decision, **said)
        decided(services, campaign, Decision.REJECT)
        return done

    monkeypatch.setattr(decide_campaign, "decide", slowly)
    decided(services, campaign, Decision.SPAM)

    assert statuses(services, copies) == [Status.REJECTED] * 3


def refuse(*_, **__):
    raise ForbiddenTransition("It cannot become that.")
