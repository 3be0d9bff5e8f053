"""What a reader sees whose browser sent a form that no typing can mend."""

import pytest
from structlog.testing import capture_logs

from service.usecases import review
from tests.builders import ORIGIN, PAGE
from tests.service.http.comments import COMMENTS, fields
from tests.service.http.problems import assert_problem

CHROMIUM = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
URLENCODED = "application/x-www-form-urlencoded"
OF_THE_OWNER = "This site’s form is not set up right"
REFUSED = {
    "foreign origin": (403, {"data": fields(), "headers": {"Origin": "http://evil.example"}}),
    "multipart": (415, {"data": fields(), "content_type": "multipart/form-data"}),
    "too large": (413, {"data": b"x" * 65_537, "content_type": URLENCODED}),
    "in chunks": (411, {"content_type": URLENCODED, "headers": {"Transfer-Encoding": "chunked"}}),
    "unreadable": (400, {"data": b"name=%FF", "content_type": URLENCODED}),
}


@pytest.fixture
def kept(services):
    return lambda: review.queue(services, sites=["blog"], status=None, after=None, limit=9).comments


def sent_by(client, accept, sent):
    return client.post(COMMENTS, **{**sent, "headers": {"Accept": accept, **sent.get("headers", {})}})


@pytest.mark.parametrize("accept", [CHROMIUM, FIREFOX], ids=["chromium", "firefox"])
@pytest.mark.parametrize(("status", "sent"), REFUSED.values(), ids=REFUSED)
def test_a_browser_gets_a_page(client, status, sent, accept):
    answer = sent_by(client, accept, sent)
    assert (answer.status_code, answer.mimetype) == (status, "text/html")
    assert "Your comment was not sent" in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/json, text/html;q=0.9"])
@pytest.mark.parametrize(("status", "sent"), REFUSED.values(), ids=REFUSED)
def test_a_script_gets_a_problem(client, status, sent, accept):
    answer = sent_by(client, accept, sent)
    assert_problem(answer, status, answer.json["type"].rpartition("/")[2])


def test_json_is_answered_by_json_whatever_else_is_accepted(client):
    assert_problem(client.post(COMMENTS, json={}, headers={"Accept": FIREFOX}), 422, "validation-failed")


def test_the_owner_is_told_which_origin_to_add(client):
    answer = sent_by(client, CHROMIUM, REFUSED["foreign origin"][1])
    assert OF_THE_OWNER in answer.text
    assert "Add <code>http://evil.example</code> to the <code>origins</code>" in answer.text


def test_a_bug_behind_a_form_is_a_page_too(app, client, monkeypatch):
    def broken(*_):
        raise KeyError("ada@example.org")

    monkeypatch.setattr("service.http.form.answer", broken)
    answer = sent_by(client, CHROMIUM, {"data": fields()})
    assert (answer.status_code, answer.mimetype) == (500, "text/html")
    assert answer.headers["X-Request-Id"] in answer.text
    assert "ada" not in answer.text


@pytest.mark.parametrize("referrer", [f"{ORIGIN}/2026/harbour#respond", f"{ORIGIN}/?p=17"])
def test_a_form_without_a_page_is_for_the_page_it_was_on(client, kept, referrer):
    answer = client.post(COMMENTS, data=fields(page=None), headers={"Referer": referrer})
    page = referrer.partition("#")[0]
    assert (answer.status_code, answer.location) == (303, f"{page}#rejoinder")
    assert [one.page for one in kept()] == [page]


def test_the_page_that_a_form_names_goes_before_the_one_it_was_on(client, kept):
    client.post(COMMENTS, data=fields(), headers={"Referer": f"{ORIGIN}/other"})
    assert [one.page for one in kept()] == [PAGE]


@pytest.mark.parametrize("referrer", [None, f"{ORIGIN}/", ORIGIN, "http://evil.example/2026/harbour", "x" * 3000])
def test_a_form_whose_page_nobody_knows_is_the_owners_to_mend(client, kept, referrer):
    with capture_logs() as logs:
        answer = client.post(COMMENTS, data=fields(page=None), headers={"Referer": referrer} if referrer else {})
    assert (answer.status_code, answer.mimetype) == (422, "text/html")
    assert OF_THE_OWNER in answer.text
    assert "as <code>page</code>" in answer.text
    assert [(one["event"], one["log_level"], one["site"]) for one in logs] == [("form.without_page", "warning", "blog")]
    assert kept() == []


def test_a_form_for_a_foreign_page_is_the_owners_to_mend_too(client, kept):
    answer = client.post(COMMENTS, data=fields(page="http://evil.example/"))
    assert OF_THE_OWNER in answer.text
    assert ORIGIN in answer.text
    assert kept() == []
