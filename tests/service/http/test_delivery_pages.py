"""Deliveries at the desk: what is dead comes first, what waits is there too, and a button tries again."""

import pytest

from service.domain.delivery import DeliveryStatus
from service.domain.token import Verb
from service.storage import deliveries
from service.usecases import review
from tests.builders import a_site, some_settings
from tests.desk import signed_in
from tests.forms import forms_of, submit
from tests.scenes import one_approved_by_hand

PAGE = "/review/deliveries"
ON_NEWS = {"site": "news", "page": "http://news.example/1"}


@pytest.fixture
def settings(tmp_path):
    return some_settings(tmp_path, sites=[a_site(), a_site(name="news", origins=("http://news.example",))])


def publication(services, comment):
    """The delivery that is to publish the comment."""
    return next(one for one in review.detail(services, comment).deliveries if not one.event)


def a_dead_one(services, *, error="Make `directory` writable", **submitted):
    found = publication(services, one_approved_by_hand(services, **submitted))
    with services.database.begin() as tx:
        deliveries.bury(tx, found, at=services.clock(), error=error)
    return found


def test_the_desk_leads_to_the_deliveries(client, services):
    assert f'<a href="{PAGE}">Deliveries</a>' in signed_in(client, services).text
    assert f'<a href="{PAGE}" aria-current="page">Deliveries</a>' in client.get(PAGE).text


def test_without_a_session_there_is_nothing_to_see(client):
    assert client.get(PAGE).location.startswith("/review/sign-in")


def test_what_is_dead_comes_first_with_its_reason_and_its_comment(client, services):
    dead = a_dead_one(services)
    signed_in(client, services)
    page = client.get(PAGE).text
    reason = "Given up: could not bring static_site up to date. Make <code>directory</code> writable."
    assert page.index(reason) < page.index('id="pending"') < page.index("Waiting to tell ops: comment.approved.")
    assert f"/review/comments/{dead.comment}" in page


def test_nothing_to_do_is_said(client, services):
    signed_in(client, services)
    page = client.get(PAGE).text
    assert "Nothing was given up." in page
    assert "Nothing is waiting." in page


def test_a_dead_delivery_is_tried_again(client, services):
    dead = a_dead_one(services)
    signed_in(client, services)
    page = submit(client, client.get(f"{PAGE}?site=blog"), to=f"{dead.id}/retry")
    assert publication(services, dead.comment).status is DeliveryStatus.PENDING
    assert (page.request.path, page.request.args["site"]) == (PAGE, "blog")
    assert "Waiting to bring static_site up to date" in page.text.split('role="status"')[1].split("</p>")[0]


def test_one_site_can_be_looked_at_alone(client, services):
    a_dead_one(services, error="The blog is down")
    a_dead_one(services, error="The news are down", **ON_NEWS)
    signed_in(client, services)
    assert "The blog is down" in client.get(PAGE).text
    page = client.get(f"{PAGE}?site=news").text
    assert "The news are down" in page
    assert "The blog is down" not in page


def test_many_are_paged(client, services):
    for number in range(26):
        a_dead_one(services, error=f"Reason {number:02}")
    signed_in(client, services)
    first = client.get(PAGE).text
    assert "Reason 24" in first
    assert "Reason 25" not in first
    more = next(one for one in first.split('<a href="') if "More of these" in one and "dead=" in one).split('"')[0]
    rest = client.get(more).text
    assert "Reason 25" in rest
    assert "Reason 24" not in rest


def test_a_token_for_another_site_sees_and_retries_nothing(client, services):
    dead = a_dead_one(services, error="The blog is down")
    page = signed_in(client, services, sites=["news"])
    assert "The blog is down" not in client.get(PAGE).text
    form = forms_of(page)[0]
    answers = [
        client.post(f"{PAGE}/{dead.id}/retry", data=form["fields"]),
        client.get(f"{PAGE}?retried={dead.id}"),
        client.get(f"{PAGE}?site=blog"),
    ]
    assert [one.status_code for one in answers] == [404, 404, 404]
    assert publication(services, dead.comment).status is DeliveryStatus.DEAD


def test_a_token_that_may_only_read_retries_nothing(client, services):
    dead = a_dead_one(services)
    page = signed_in(client, services, verbs=[Verb.READ])
    assert "Try again" not in client.get(PAGE).text
    answer = client.post(f"{PAGE}/{dead.id}/retry", data=forms_of(page)[0]["fields"])
    assert answer.status_code == 403
    assert publication(services, dead.comment).status is DeliveryStatus.DEAD


def test_a_forged_form_retries_nothing(client, services):
    dead = a_dead_one(services)
    signed_in(client, services)
    assert client.post(f"{PAGE}/{dead.id}/retry").status_code == 400
    assert publication(services, dead.comment).status is DeliveryStatus.DEAD


@pytest.mark.parametrize("query", ["dead=x", "pending=x"])
def test_a_cursor_that_is_none_of_ours_is_explained(client, services, query):
    signed_in(client, services)
    answer = client.get(f"{PAGE}?{query}")
    assert (answer.status_code, answer.mimetype) == (422, "text/html")
    assert "none of ours" in answer.text
