import pytest

from service.domain.comment import Decision, Status
from service.domain.token import Verb
from service.http.review_schemas import Campaign, CampaignDecided, ReviewCommentDetail, ReviewQueue
from service.usecases import review, tokens
from tests.builders import a_site, some_settings
from tests.desk import signed_in
from tests.forms import submit
from tests.scenes import an_approved_comment
from tests.service.http.problems import assert_problem

TEXT = "The harbour ferry never waits for the bus from the station, which is a pity in winter."
NOBODY = "00000000-0000-7000-8000-00000000ffff"
CAMPAIGNS = "/v1/review/campaigns"


@pytest.fixture
def settings(tmp_path):
    return some_settings(tmp_path, sites=[a_site(), a_site(name="shop")])


@pytest.fixture
def copies(services, clock):
    """Three published copies, the newest first: one in the shop, two on the blog."""
    found = []
    for number, site in enumerate(["blog", "blog", "shop"]):
        email = f"{number}@example.org"
        found.insert(
            0, an_approved_comment(services, body=f"{TEXT} {number}", site=site, email=email, name=f"N{number}")
        )
        clock.tick(seconds=1)
    return found


@pytest.fixture
def campaign(services, copies):
    return review.detail(services, copies[0]).campaign.id


@pytest.fixture
def bearer(services):
    def made(*, sites=("*",), verbs=tuple(Verb)):
        return {"Authorization": f"Bearer {tokens.create(services, 'Nina', sites=sites, verbs=verbs)}"}

    return made


def statuses(services, comments):
    return {review.detail(services, one).comment.status for one in comments}


class TestForPrograms:
    def test_a_campaign_is_shown_with_its_comments_in_pages(self, client, campaign, copies, moderator):
        first = client.get(f"{CAMPAIGNS}/{campaign}?limit=2", headers=moderator).json
        rest = client.get(f"{CAMPAIGNS}/{campaign}?limit=2&cursor={first['next']}", headers=moderator).json
        assert Campaign().validate(first) == {}
        assert [one["id"] for one in first["comments"] + rest["comments"]] == copies
        assert rest["next"] is None
        whole = {name: first[name] for name in ("size", "authors", "pages", "sites", "statuses", "decided")}
        assert whole == {"size": 3, "authors": 3, "pages": 2, "sites": 2, "statuses": {"approved": 3}, "decided": {}}

    def test_a_comment_tells_its_campaign(self, client, campaign, copies, moderator):
        told = {"id": campaign, "size": 3}
        one = client.get(f"/v1/review/comments/{copies[0]}", headers=moderator).json
        listed = client.get("/v1/review/comments", headers=moderator).json
        assert one["campaign"] == told
        assert [row["campaign"] for row in listed["comments"]] == [told] * 3
        assert ReviewCommentDetail().validate(one) == ReviewQueue().validate(listed) == {}

    @pytest.mark.parametrize("decision", list(Decision))
    def test_a_decision_tells_what_became_of_it(self, client, services, campaign, copies, moderator, decision):
        answer = client.post(f"{CAMPAIGNS}/{campaign}/{decision}", json={"reason": "sold"}, headers=moderator)
        assert answer.status_code == 200
        assert CampaignDecided().validate(answer.json) == {}
        changed = 0 if decision in (Decision.APPROVE, Decision.UNDO) else 3
        assert (answer.json["decision"], answer.json["changed"]) == (decision, changed)
        assert answer.json["already"] == 3 - changed

    def test_all_are_decided_and_undone(self, client, services, campaign, copies, moderator):
        client.post(f"{CAMPAIGNS}/{campaign}/spam", json={"reason": " sold "}, headers=moderator)
        assert statuses(services, copies) == {Status.SPAM}
        entry = client.get(f"/v1/review/comments/{copies[0]}", headers=moderator).json["history"][-1]
        assert (entry["campaign"], entry["reason"]) == (campaign, "sold")
        assert client.get(f"{CAMPAIGNS}/{campaign}", headers=moderator).json["decided"] == dict.fromkeys(
            ["blog", "shop"], "spam"
        )
        client.post(f"{CAMPAIGNS}/{campaign}/undo", headers=moderator)
        assert statuses(services, copies) == {Status.APPROVED}

    def test_a_token_sees_and_decides_on_its_own_sites_only(self, client, services, campaign, copies, bearer):
        headers = bearer(sites=["shop"])
        shown = client.get(f"{CAMPAIGNS}/{campaign}", headers=headers).json
        assert ([one["id"] for one in shown["comments"]], shown["size"]) == (copies[:1], 3)
        assert client.post(f"{CAMPAIGNS}/{campaign}/spam", headers=headers).json["changed"] == 1
        assert statuses(services, copies[1:]) == {Status.APPROVED}

    @pytest.mark.parametrize("wanted", [NOBODY, "12"])
    def test_there_must_be_such_a_campaign(self, client, campaign, moderator, wanted):
        assert_problem(client.get(f"{CAMPAIGNS}/{wanted}", headers=moderator), 404, "not-found")
        assert_problem(client.post(f"{CAMPAIGNS}/{wanted}/spam", headers=moderator), 404, "not-found")

    def test_a_campaign_without_a_comment_on_the_tokens_sites_is_not_found(self, client, campaign, bearer):
        headers = bearer(sites=["elsewhere"])
        assert_problem(client.get(f"{CAMPAIGNS}/{campaign}", headers=headers), 404, "not-found")
        assert_problem(client.post(f"{CAMPAIGNS}/{campaign}/undo", headers=headers), 404, "not-found")

    def test_a_token_must_be_there_and_be_for_that(self, client, services, campaign, copies, bearer):
        assert_problem(client.get(f"{CAMPAIGNS}/{campaign}"), 401, "unauthenticated")
        assert_problem(client.post(f"{CAMPAIGNS}/{campaign}/spam"), 401, "unauthenticated")
        reading = bearer(verbs=[Verb.READ])
        assert_problem(client.post(f"{CAMPAIGNS}/{campaign}/spam", headers=reading), 403, "not-allowed")
        assert statuses(services, copies) == {Status.APPROVED}

    def test_a_wrong_reason_or_page_decides_nothing(self, client, services, campaign, copies, moderator):
        path = f"{CAMPAIGNS}/{campaign}"
        answer = client.post(f"{path}/spam", json={"why": "x"}, headers=moderator)
        assert_problem(answer, 422, "validation-failed", ["#/why"])
        assert_problem(client.get(f"{path}?cursor=x", headers=moderator), 422, "validation-failed", ["?cursor"])
        assert statuses(services, copies) == {Status.APPROVED}


class TestForPeople:
    def test_the_page_of_a_comment_leads_to_those_like_it(self, client, services, campaign, copies):
        signed_in(client, services)
        page = client.get(f"/review/comments/{copies[0]}").text
        assert f'<a href="/review/campaigns/{campaign}">3 comments like this</a> on 2 sites' in page

    def test_the_list_leads_to_those_like_each_comment(self, client, services, campaign, copies):
        signed_in(client, services)
        page = client.get("/review/?status=approved").text
        assert page.count(f'<a href="/review/campaigns/{campaign}">3 comments like this</a>') == len(copies)

    def test_a_comment_of_a_site_that_is_gone_still_has_its_page(self, client, services):
        copies = [an_approved_comment(services, body=f"{TEXT} {end}", site="shop") for end in "ab"]
        services.settings.sites.pop("shop")
        signed_in(client, services)
        assert client.get(f"/review/comments/{copies[0]}").status_code == 200

    def test_a_comment_like_no_other_leads_nowhere(self, client, services):
        alone = an_approved_comment(services, body=TEXT)
        signed_in(client, services)
        assert "like this" not in client.get("/review/?status=approved").text
        assert "like this" not in client.get(f"/review/comments/{alone}").text

    def test_all_are_decided_with_one_button_and_undone_with_another(self, client, services, campaign, copies):
        signed_in(client, services)
        page = client.get(f"/review/campaigns/{campaign}")
        assert all(f">N{number}</a>" in page.text for number in range(3))
        after = submit(client, page, to=campaign, press="spam", reason="sold")
        assert "3 comments changed." in after.text
        assert "3 spam" in after.text
        assert statuses(services, copies) == {Status.SPAM}
        entry = client.get(f"/review/comments/{copies[0]}").text
        assert "marked it as spam, with all comments like it: <q" in entry
        after = submit(client, after, to=campaign, press="undo")
        assert statuses(services, copies) == {Status.APPROVED}

    def test_the_page_says_what_was_left(self, client, services, campaign):
        signed_in(client, services)
        page = client.get(f"/review/campaigns/{campaign}?changed=1&already=2&refused=3&left=4").text
        told = "1 comment changed. For 2 there was nothing to do. 3 could not become that. 4 more follow by themselves"
        assert told in page

    def test_long_ones_come_in_pages(self, client, services, campaign, clock):
        for number in range(25):
            an_approved_comment(services, body=f"{TEXT} {number}", name=f"M{number}")
            clock.tick(seconds=1)
        signed_in(client, services)
        page = client.get(f"/review/campaigns/{campaign}").text
        assert "28 comments like this" in page
        (older,) = [one.split('"')[0] for one in page.split('rel="next" href="')[1:]]
        assert ">N0</a>" in client.get(older.replace("&amp;", "&")).text

    def test_whoever_may_only_read_has_no_buttons(self, client, services, campaign, copies):
        signed_in(client, services, verbs=[Verb.READ], sites=["shop"])
        page = client.get(f"/review/campaigns/{campaign}").text
        assert "1 of them is on your sites." in " ".join(page.split())
        assert "<textarea" not in page

    @pytest.mark.parametrize("wanted", [NOBODY, "12"])
    def test_there_must_be_such_a_campaign(self, client, services, wanted):
        signed_in(client, services)
        assert client.get(f"/review/campaigns/{wanted}").status_code == 404
