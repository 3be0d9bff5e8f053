"""However many comments are stored, one more costs no more: what is asked about campaigns is found by indexes."""

import re
from datetime import timedelta

from sqlalchemy import select

from service.domain.comment import Decision
from service.storage import sketches
from service.storage.schema import bands
from service.storage.schema import sketches as table
from service.usecases import campaigns, decide_campaign, judge, review
from service.usecases.sweep import SKETCHES_KEPT, sweep
from tests.scenes import an_approved_comment
from tests.service.storage.plans import plans, watched, whole_tables

TEXT = "The harbour ferry never waits for the bus from the station, which is a pity in winter."
OTHER = "A gull took my sandwich on the quay this morning and I am not amused at all."


def run_it_all(services):
    comment = an_approved_comment(services, body=TEXT)
    campaign = review.detail(services, comment).campaign.id
    campaigns.listing(services, campaign, sites=["blog"], after=(services.clock(), comment), limit=5)
    for decision in (Decision.SPAM, Decision.UNDO):
        decide_campaign.decide_campaign(services, campaign, decision, sites=["blog"], actor="Mona")
    with services.database.begin() as tx:
        sketches.forget(tx, sketches.expired(tx, before=services.clock() + timedelta(days=1), limit=1))


def test_nothing_about_campaigns_reads_a_whole_table(services):
    for body in (TEXT, OTHER, f"{TEXT} :)"):
        an_approved_comment(services, body=body)
    with watched(services.database.engine) as seen:
        run_it_all(services)
    asked = [one for one in seen if re.match("(SELECT|UPDATE|DELETE)", one[0]) and "samples" not in one[0]]
    asked = [one for one in asked if re.search(r"\b(sketches|bands|campaigns|campaign_decisions)\b", one[0])]
    assert len(asked) > 15
    assert whole_tables(plans(services.database, asked)) == []


def test_a_statement_that_reads_a_whole_table_would_be_noticed(services):
    assert len(whole_tables(plans(services.database, [("SELECT * FROM bands WHERE comment <> 'x'", ())]))) == 1


def rows(services, of):
    with services.database.read() as tx:
        return tx.execute(select(of)).all()


def test_sketches_are_forgotten_after_a_season_and_campaigns_are_not(services, clock):
    comments = [an_approved_comment(services, body=body) for body in (TEXT, TEXT, OTHER)]
    campaign = review.detail(services, comments[0]).campaign
    clock.tick(seconds=SKETCHES_KEPT.total_seconds() + 1)
    sweep(services)
    assert rows(services, bands) == []
    assert sorted((one.comment, one.bins) for one in rows(services, table)) == [(one, None) for one in comments[:2]]
    assert review.detail(services, comments[0]).campaign == campaign
    late = an_approved_comment(services, body=TEXT)
    assert review.detail(services, late).campaign is None
    sweep(services)
    assert len(rows(services, bands)) == 10


def test_the_judge_writes_no_sketch_for_what_has_none(services):
    an_approved_comment(services, body="Thanks!")
    assert judge.claim(services) == ([], 0)
    assert rows(services, table) == []
