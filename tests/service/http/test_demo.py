"""The demo's host page and its mailbox."""

import json
from dataclasses import replace

import pytest

from service.app import create_app
from service.domain.signing import secret_from, sign
from service.usecases import review
from tests.builders import WEBHOOK_SECRET, a_site, a_subscriber, some_settings
from tests.forms import forms_of
from tests.scenes import a_held_comment, one_approved_by_hand

HERE = "http://127.0.0.1:8080"
PAGE = f"{HERE}/demo/"
OTHER_SECRET = secret_from(b"the demo's other subscriber")
WRONG_SECRET = secret_from(b"known to nobody who is in the demo")
ON_DEMO = {"site": "demo", "page": PAGE}


@pytest.fixture
def settings(tmp_path):
    subscribers = (a_subscriber(secret=OTHER_SECRET), a_subscriber(name="demo"))
    return some_settings(tmp_path, sites=[a_site(name="demo", origins=(HERE,), subscribers=subscribers), a_site()])


def an_event(**changes):
    data = {"id": "c1", "site": "demo", "page": PAGE, "status": "held", "version": 2}
    return {"type": "comment.held", "timestamp": "2026-11-22T10:00:00.000000Z", "data": data, **changes}


def delivered(client, clock, event, *, id="d1", secret=WEBHOOK_SECRET):
    body = event if isinstance(event, bytes) else json.dumps(event).encode()
    headers = sign(secret, id=id, timestamp=int(clock().timestamp()), body=body)
    return client.post("/demo/webhooks", data=body, headers=headers)


def received(client):
    return client.get("/demo/webhooks", headers={"Accept": "application/json"}).json["webhooks"]


def test_the_published_comments_are_in_the_page(client, services):
    one_approved_by_hand(services, name="Ilse", body="I kept the list.\n\nhttp://list.example", **ON_DEMO)
    a_held_comment(services, name="Pharmacy", **ON_DEMO)
    page = client.get("/demo/").text
    assert "<p>I kept the list.</p>" in page
    assert 'rel="ugc nofollow noopener"' in page
    assert "Pharmacy" not in page
    assert "ada@example.org" not in page


def test_the_form_keeps_a_comment_and_says_thank_you(client, services):
    address, fields = _filled_in(client)
    answer = client.post(address, data=fields)
    assert answer.status_code == 303
    assert answer.location == f"{PAGE}?sent=1#thanks"
    assert "Your comment is being checked" in client.get("/demo/?sent=1").text
    (kept,) = review.queue(services, sites=["demo"], status=None, after=None, limit=9).comments
    assert (kept.page, kept.name, kept.title) == (PAGE, "Ada", "The bus will wait for the 7.10 boat")


def test_the_form_sent_twice_makes_one_comment(client, services):
    address, fields = _filled_in(client)
    for _ in range(2):
        assert client.post(address, data=fields).status_code == 303
    assert len(review.queue(services, sites=["demo"], status=None, after=None, limit=9).comments) == 1


def test_a_reply_names_its_parent(client, services):
    parent = one_approved_by_hand(services, name="Ilse", **ON_DEMO)
    page = client.get(f"/demo/?reply={parent}")
    assert 'Leave a Reply to <span dir="auto">Ilse</span>' in page.text
    assert f'name="parent" value="{parent}"' in page.text


def test_a_reply_to_what_is_not_published_is_a_comment_of_its_own(client, services):
    parent = a_held_comment(services, **ON_DEMO)
    assert 'name="parent"' not in client.get(f"/demo/?reply={parent}").text


def test_a_page_on_another_address_than_configured_says_what_is_wrong(services):
    moved = replace(services, settings=replace(services.settings, public_url="http://127.0.0.1:9999"))
    assert "is on none of the <code>origins</code>" in create_app(moved).test_client().get("/demo/").text


def test_a_signed_webhook_is_kept_and_shown(client, clock):
    assert delivered(client, clock, an_event()).status_code == 204
    (kept,) = received(client)
    assert kept == {"id": "d1", "received_at": "2026-11-22T10:00:00.000000Z", **an_event()}
    page = client.get("/demo/webhooks", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    assert "comment.held" in page.text


def test_each_subscriber_of_the_demo_may_write(client, clock):
    assert delivered(client, clock, an_event(), secret=OTHER_SECRET).status_code == 204


def test_a_webhook_that_comes_again_is_shown_once(client, clock):
    for _ in range(2):
        assert delivered(client, clock, an_event()).status_code == 204
    assert len(received(client)) == 1


def test_the_newest_webhook_comes_first(client, clock):
    delivered(client, clock, an_event(), id="d1")
    delivered(client, clock, an_event(), id="d2")
    assert [one["id"] for one in received(client)] == ["d2", "d1"]


def test_a_wrong_signature_is_refused(client, clock):
    answer = delivered(client, clock, an_event(), secret=WRONG_SECRET)
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert "No signature" in answer.json["detail"]
    assert received(client) == []


def test_an_unsigned_webhook_is_refused(client):
    assert client.post("/demo/webhooks", json=an_event()).status_code == 401


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"data": 1}', b"\xff"])
def test_a_signed_body_that_is_no_event_is_refused(client, clock, body):
    assert delivered(client, clock, body).status_code == 400
    assert received(client) == []


def test_without_a_demo_site_there_is_no_demo(services):
    client = create_app(replace(services, settings=replace(services.settings, sites={}))).test_client()
    assert client.get("/demo/").status_code == 404
    assert "There is no site called" in client.get("/demo/").text
    assert client.get("/demo/webhooks").status_code == 404
    assert client.post("/demo/webhooks").status_code == 404


def _filled_in(client):
    (form,) = forms_of(client.get("/demo/"))
    fields = {**form["fields"], "name": "Ada", "email": "ada@example.org", "body": "The boat never waits."}
    return form["action"], fields
