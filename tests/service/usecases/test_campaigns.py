import pytest

from service.domain.comment import Decision, Status
from service.storage.members import Reach
from service.usecases import campaigns, review
from service.usecases.decide_campaign import decide_campaign
from tests.builders import PAGE, a_site, some_settings
from tests.scenes import a_held_comment, an_approved_comment

TEXT = "The harbour ferry never waits for the bus from the station, which is a pity in winter."
BOTH = ["blog", "shop"]


@pytest.fixture
def settings(tmp_path, database_url):
    return some_settings(tmp_path, database_url=database_url, sites=[a_site(), a_site(name="shop")])


@pytest.fixture
def copies(services, clock):
    """Five copies, the newest first: an approved one in the shop, the rest held on the blog."""
    found = []
    for number in range(4):
        found.insert(0, a_held_comment(services, body=f"{TEXT} {number}", page=f"{PAGE}/{number % 2}"))
        clock.tick(seconds=1)
    return [an_approved_comment(services, body=TEXT, site="shop", email="eve@example.org"), *found]


@pytest.fixture
def campaign(services, copies):
    return review.detail(services, copies[0]).campaign.id


def test_the_overview_tells_the_reach_of_all_and_counts_ones_own(services, campaign):
    decide_campaign(services, campaign, Decision.SPAM, sites=["shop"], actor="Mona")
    found = campaigns.overview(services, campaign, sites=["blog"])
    assert (found.size, found.reach) == (5, Reach(authors=2, pages=3, sites=2))
    assert (found.statuses, found.decided) == ({Status.HELD: 4}, {})
    assert campaigns.overview(services, campaign, sites=BOTH).decided == {"shop": Status.SPAM}


def test_its_comments_come_in_pages_newest_first(services, campaign, copies):
    seen, after = [], None
    while True:
        found = campaigns.listing(services, campaign, sites=BOTH, after=after, limit=2)
        seen += [one.id for one in found.comments]
        after = found.next
        if after is None:
            break
    assert seen == copies
    mine = campaigns.listing(services, campaign, sites=["shop"], after=None, limit=9).comments
    assert [one.id for one in mine] == copies[:1]


def test_the_queue_says_which_comments_are_in_one(services, campaign, copies):
    alone = a_held_comment(services, body="A gull took my sandwich on the quay this morning.")
    found = review.queue(services, sites=BOTH, status=None, after=None, limit=10)
    assert {comment: one.id for comment, one in found.campaigns.items()} == dict.fromkeys(copies, campaign)
    assert alone not in found.campaigns
