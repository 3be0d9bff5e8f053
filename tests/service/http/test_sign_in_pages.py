"""Signing in and out, and what the cookie is worth."""

from dataclasses import replace

import pytest

from service.app import create_app
from service.domain.token import EVERY_SITE, Verb
from service.domain.windows import windows
from service.settings.model import Limits
from service.usecases import tokens
from tests.desk import signed_in
from tests.forms import submit
from tests.valkey import running


def test_the_token_opens_the_queue(client, services):
    page = signed_in(client, services)
    assert page.status_code == 200
    assert "Signed in as" in page.text
    assert "Mona" in page.text


def test_without_a_session_every_page_leads_to_the_sign_in_form(client):
    answer = client.get("/review/?status=spam")
    assert answer.status_code == 303
    assert answer.location == "/review/sign-in?next=/review/?status%3Dspam"


def test_after_signing_in_the_moderator_gets_where_they_were_going(client, services):
    text = tokens.create(services, "Mona", sites=[EVERY_SITE], verbs=list(Verb))
    form = client.get("/review/?status=spam", follow_redirects=True)
    page = submit(client, form, to="/sign-in", token=f" {text}\n")
    assert page.request.full_path == "/review/?status=spam"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/review/", "//evil.example/review/", "/\\evil.example", "javascript:alert(1)", "/v1/"],
)
def test_a_link_cannot_lead_elsewhere_after_signing_in(client, services, elsewhere):
    text = tokens.create(services, "Mona", sites=[EVERY_SITE], verbs=list(Verb))
    form = client.get("/review/sign-in", query_string={"next": elsewhere})
    page = submit(client, form, to="/sign-in", token=text)
    assert page.request.full_path == "/review/?"


def test_a_wrong_token_is_told_so(client):
    answer = submit(client, client.get("/review/sign-in"), to="/sign-in", token="rj_wrong")
    assert answer.status_code == 401
    assert 'role="alert"' in answer.text
    assert "unknown, expired or revoked" in answer.text
    assert "rj_wrong" not in answer.text


def test_the_cookie_holds_no_token_and_is_out_of_reach_for_scripts(client, services):
    text = tokens.create(services, "Mona", sites=[EVERY_SITE], verbs=list(Verb))
    form = client.get("/review/sign-in")
    submit(client, form, to="/sign-in", token=text)
    cookie = client.get_cookie("rejoinder")
    assert text not in cookie.decoded_value
    assert cookie.http_only
    assert cookie.same_site == "Lax"


def test_behind_https_the_cookie_is_bound_to_the_host(services):
    secure = replace(services, settings=replace(services.settings, public_url="https://talk.example"))
    answer = create_app(secure).test_client().get("/review/sign-in", base_url="https://talk.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-rejoinder=")
    assert "Secure; HttpOnly; Path=/; SameSite=Lax" in cookie
    assert "Domain" not in cookie


def test_signing_out_ends_the_session(client, services):
    submit(client, signed_in(client, services), to="/sign-out")
    assert client.get("/review/").status_code == 303


def test_a_session_ends_after_twelve_idle_hours(client, services, clock):
    signed_in(client, services)
    clock.tick(hours=12, seconds=1)
    assert "signed out after a while" in client.get("/review/", follow_redirects=True).text


def test_a_session_that_is_used_goes_on(client, services, clock):
    signed_in(client, services)
    for _ in range(13):
        clock.tick(hours=11)
        assert client.get("/review/").status_code == 200


def test_a_session_ends_after_a_week_however_much_it_is_used(client, services, clock):
    signed_in(client, services)
    for _ in range(16):
        clock.tick(hours=10, minutes=30)
        client.get("/review/")
    assert client.get("/review/").status_code == 200
    clock.tick(minutes=1)
    assert client.get("/review/").status_code == 303


def test_revoking_the_token_ends_the_session_at_once(client, services):
    signed_in(client, services)
    tokens.revoke(services, "Mona")
    assert client.get("/review/").status_code == 303


def test_signing_in_needs_the_form_of_this_browser(client, services):
    text = tokens.create(services, "Mona", sites=[EVERY_SITE], verbs=list(Verb))
    answer = client.post("/review/sign-in", data={"token": text})
    assert answer.status_code == 400
    assert "reload and try again" in answer.text


def test_guessing_tokens_is_limited(services):
    with running() as server:
        limits = Limits(sign_in=windows("2 per hour"))
        settings = replace(services.settings, redis_url=server.url, limits=limits)
        client = create_app(replace(services, settings=settings)).test_client()
        form = client.get("/review/sign-in")
        answers = [submit(client, form, to="/sign-in", token="rj_guess") for _ in range(3)]
        assert [one.status_code for one in answers] == [401, 401, 429]
        assert int(answers[2].headers["Retry-After"]) > 0
        assert "Please wait" in answers[2].text
        text = tokens.create(services, "Mona", sites=[EVERY_SITE], verbs=list(Verb))
        assert submit(client, form, to="/sign-in", token=text).status_code == 429
