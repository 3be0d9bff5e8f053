import threading

import pytest

from service.domain.campaign import Membership, Spread
from service.domain.comment import Decision, Status
from service.domain.crowd import NEWEST_OF_A_BAND
from service.domain.minhash import BANDS, sketch_of
from service.domain.text import normalise
from service.storage import sketches
from service.usecases import judge
from service.usecases.decide import decide
from service.usecases.decide_campaign import decide_campaign
from service.usecases.review import detail
from service.usecases.submit import submit
from tests.builders import a_site, a_submission, some_settings
from tests.scenes import an_approved_comment

TEXT = "The harbour ferry never waits for the bus from the station, which is a pity in winter."
ALIKE = "The harbour ferry never waits for the bus from the station, which is a shame in winter."
OTHER = "A gull took my sandwich on the quay this morning and I am not amused at all."


@pytest.fixture
def settings(tmp_path, database_url):
    return some_settings(tmp_path, database_url=database_url, sites=[a_site(), a_site(name="shop")])


def campaign_of(services, comment):
    return detail(services, comment).campaign


def spread_of_a_copy(services, **submitted):
    """What the checks are told when one more comment comes."""
    submit(services, a_submission(**{"body": TEXT, **submitted}))
    cases, _ = judge.claim(services)
    judge.record(services, [judge.Judged(case=one, evidence=()) for one in cases])
    return cases[-1].context.campaign


def test_a_campaign_begins_with_the_second_of_two_alike_whoever_and_wherever_they_are(services):
    first = an_approved_comment(services, body=TEXT)
    an_approved_comment(services, body=OTHER)
    assert campaign_of(services, first) is None

    second = an_approved_comment(services, body=ALIKE, site="shop", email="eve@example.org", address="198.51.100.1")

    assert campaign_of(services, first) == campaign_of(services, second)
    assert campaign_of(services, first).size == 2


def test_others_and_short_ones_are_in_none(services):
    for body in (TEXT, OTHER, "Thanks!", "Thanks!"):
        comment = an_approved_comment(services, body=body)
        assert campaign_of(services, comment) is None


def test_a_third_joins_them_and_all_know_of_it(services):
    first, *_, third = (an_approved_comment(services, body=body) for body in (TEXT, ALIKE, f"{TEXT} :)"))
    assert campaign_of(services, first) == campaign_of(services, third)
    assert isinstance(campaign_of(services, third), Membership)
    assert campaign_of(services, third).size == 3


def test_copies_that_come_at_once_know_of_those_before_them_and_not_of_those_after(services, clock):
    for number in range(4):
        submit(services, a_submission(body=f"{TEXT} {number}", email=f"{number}@example.org"))
        clock.tick(seconds=1)
    cases, _ = judge.claim(services)
    assert [case.context.campaign.copies for case in cases] == [0, 1, 2, 3]


def test_a_comment_that_is_judged_twice_is_counted_once(services, clock):
    first = an_approved_comment(services, body=TEXT)
    submit(services, a_submission(body=ALIKE))
    judge.claim(services)
    clock.tick(minutes=1)
    (case,), _ = judge.claim(services)
    assert case.context.campaign.copies == 1
    assert campaign_of(services, first).size == 2


def test_the_checks_are_told_how_far_it_has_spread(services, clock):
    an_approved_comment(services, body=ALIKE, email="a@example.org")
    an_approved_comment(services, body=ALIKE, email="b@example.org", page="http://blog.example/other")
    an_approved_comment(services, body=ALIKE, email="b@example.org", site="shop")
    assert spread_of_a_copy(services) == Spread(copies=3, authors=3, pages=3, sites=2)


def test_word_for_word_copies_on_the_same_site_are_left_to_the_check_for_those(services):
    an_approved_comment(services, body=TEXT, email="a@example.org")
    assert spread_of_a_copy(services) == Spread()
    assert spread_of_a_copy(services, site="shop") == Spread(copies=2, authors=2, pages=2, sites=2)


def test_the_checks_are_told_what_moderators_said_of_copies_and_not_what_the_machine_said(services):
    comments = [an_approved_comment(services, body=ALIKE) for _ in range(4)]
    decide(services, comments[0], Decision.SPAM, actor="Mona")
    decide(services, comments[1], Decision.SPAM, actor="Mona")
    decide(services, comments[1], Decision.UNDO, actor="Mona")
    decide(services, comments[2], Decision.HOLD, actor="Mona")
    decide(services, comments[2], Decision.APPROVE, actor="Mona")
    assert spread_of_a_copy(services) == Spread(copies=4, spam=1, approved=1)


def test_the_checks_are_told_what_moderators_said_of_the_whole(services):
    an_approved_comment(services, body=ALIKE)
    comment = an_approved_comment(services, body=ALIKE, site="shop")
    campaign = campaign_of(services, comment).id

    decide_campaign(services, campaign, Decision.SPAM, sites=["shop"], actor="Mona")

    assert spread_of_a_copy(services, site="shop").decided is Status.SPAM
    here = spread_of_a_copy(services)
    assert (here.decided, here.against) == (None, 1)


def test_however_many_there_are_only_the_newest_are_looked_at(services, clock):
    for number in range(70):
        submit(services, a_submission(body=f"{TEXT} {'!' * number}", email=f"{number}@example.org"))
        clock.tick(seconds=1)
    while judge.claim(services)[1]:
        pass
    with services.database.read() as tx:
        found = sketches.newest(tx, sketch_of(normalise(TEXT)).bands, database=services.database)
    assert len(found) == NEWEST_OF_A_BAND * BANDS
    assert spread_of_a_copy(services, body=ALIKE).copies == 50


def test_two_judges_with_a_copy_each_make_one_campaign(services):
    comments = [submit(services, a_submission(body=TEXT, email=f"{number}@example.org")).id for number in range(60)]
    threads = [threading.Thread(target=judge.claim, args=(services,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = {campaign_of(services, one) for one in comments}
    assert [one.size for one in found] == [60]
