from datetime import timedelta
from urllib.parse import urlencode

import pytest

from service.domain.comment import FormToken
from service.domain.site import PublisherSettings
from service.storage import comments
from service.storage.sealed import unseal
from tests.builders import ORIGIN, PAGE, a_site, some_settings
from tests.forms import forms_of
from tests.service.http.comments import COMMENTS, fields
from tests.service.http.problems import assert_problem

FORM = "/v1/sites/blog/form"
THANKS = "https://thanks.example/bye"


@pytest.fixture
def settings(tmp_path):
    return some_settings(tmp_path, sites=[a_site(return_urls=(THANKS,))])


@pytest.fixture
def form(client):
    """The fields of a form that was just handed out, filled in."""
    shown = client.get(FORM, query_string={"page": PAGE})
    return forms_of(shown)[0]["fields"] | fields()


@pytest.fixture
def submissions(services):
    """What was kept, oldest first."""

    def kept():
        with services.database.read() as tx:
            rows = tx.exec_driver_sql("SELECT id, site, sealed FROM comments ORDER BY id").all()
        return [unseal(row.sealed, site=row.site, comment=row.id, keyring=services.keyring) for row in rows]

    return kept


def test_the_form_has_what_readers_expect(client):
    shown = client.get(FORM, query_string={"page": PAGE, "return_url": THANKS, "parent": "x"})
    assert shown.status_code == 200
    (form,) = forms_of(shown)
    assert (form["action"], form["method"]) == (COMMENTS, "post")
    assert {"name", "email", "url", "body", "page", "token", "website_confirm", "return_url"} <= form["fields"].keys()
    assert "Your email address will not be published. Required fields are marked *" in shown.text
    assert "<script" not in shown.text


def test_the_form_lets_the_browser_go_where_it_must_and_nowhere_else(client):
    policy = client.get(FORM, query_string={"page": PAGE}).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert f"form-action 'self' {ORIGIN} https://thanks.example;" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy


@pytest.mark.parametrize("page", ["", "http://evil.example/", "javascript:alert(1)", f"{ORIGIN}/\0", "//blog.example/"])
def test_a_form_for_a_foreign_page_is_refused_with_a_page(client, page):
    answer = client.get(FORM, query_string={"page": page})
    assert (answer.status_code, answer.mimetype) == (422, "text/html")
    assert "page" in answer.text
    assert "not sent" not in answer.text


def test_there_is_no_form_for_a_site_that_is_not_there(client):
    answer = client.get("/v1/sites/nowhere/form", query_string={"page": PAGE})
    assert (answer.status_code, answer.mimetype) == (404, "text/html")


def test_a_good_form_leads_back_to_its_page(client, form, submissions):
    answer = client.post(COMMENTS, data=form)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PAGE}#rejoinder")
    assert submissions()[0].form.token is FormToken.VALID


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (THANKS, THANKS),
        (f"{ORIGIN}/thanks#there", f"{ORIGIN}/thanks#there"),
        ("https://thanks.example/other", f"{PAGE}#rejoinder"),
        ("https://evil.example/", f"{PAGE}#rejoinder"),
        ("//evil.example/", f"{PAGE}#rejoinder"),
        ("javascript:alert(1)", f"{PAGE}#rejoinder"),
        (f"{ORIGIN}\\@evil.example/", f"{PAGE}#rejoinder"),
        (f"{ORIGIN}/\nSet-Cookie: a=b", f"{PAGE}#rejoinder"),
        (f"{ORIGIN}\n.evil.example/", f"{PAGE}#rejoinder"),
    ],
)
def test_only_known_ways_lead_back(client, form, wanted, given):
    assert client.post(COMMENTS, data=form | {"return_url": wanted}).headers["Location"] == given


def test_wrong_fields_are_marked_and_keep_what_was_typed(client, form, submissions):
    answer = client.post(COMMENTS, data=form | {"email": "ada@", "body": "Keep <this> & that"})
    assert (answer.status_code, answer.mimetype) == (422, "text/html")
    assert 'aria-invalid="true"' in answer.text
    assert 'aria-describedby="email-wrong form-note"' in answer.text
    assert answer.text.count("autofocus") == 1
    assert "Keep &lt;this&gt; &amp; that</textarea>" in answer.text
    again = forms_of(answer)[0]["fields"]
    assert (again["name"], again["email"], again["page"]) == ("Ada", "ada@", PAGE)
    assert again["token"] != form["token"]
    assert submissions() == []


def test_what_is_typed_cannot_become_markup(client, form):
    attack = '"><script>alert(1)</script>'
    answer = client.post(
        COMMENTS, data=form | dict.fromkeys(("name", "email", "url", "page", "parent", "title"), attack)
    )
    assert answer.status_code == 422
    assert "<script" not in answer.text


def test_the_same_form_twice_is_one_comment(client, form, submissions):
    answers = [client.post(COMMENTS, data=form) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert len(submissions()) == 1


def test_the_same_form_with_another_text_is_offered_once_more(client, form, submissions):
    client.post(COMMENTS, data=form)
    answer = client.post(COMMENTS, data=form | {"body": "And another thing."})
    assert answer.status_code == 422
    assert "was sent before" in answer.text
    again = forms_of(answer)[0]["fields"] | {"body": "And another thing."}
    assert client.post(COMMENTS, data=again | fields(body="And another thing.")).status_code == 303
    assert len(submissions()) == 2


def test_the_checks_hear_how_the_form_was_filled_in(client, form, submissions, clock):
    clock.tick(seconds=9)
    client.post(COMMENTS, data=form | {"website_confirm": " http://spam.example "})
    (submission,) = submissions()
    assert (submission.form.seconds, submission.form.trap) == (pytest.approx(9), "http://spam.example")


@pytest.mark.parametrize(
    ("token", "state"), [("", FormToken.MISSING), ("1.2.3", FormToken.FORGED), ("ä\x01", FormToken.FORGED)]
)
def test_a_bad_token_is_evidence_and_no_error(client, form, submissions, token, state):
    assert client.post(COMMENTS, data=form | {"token": token}).status_code == 303
    assert submissions()[0].form.token is state


def test_an_old_form_is_still_taken(client, form, submissions, clock):
    clock.tick(days=2)
    assert client.post(COMMENTS, data=form).status_code == 303
    assert submissions()[0].form.token is FormToken.EXPIRED
    assert submissions()[0].form.seconds == timedelta(days=2).total_seconds()


def test_line_breaks_of_browsers_count_once(client, submissions):
    body = "\r\n".join(["x" * 9] * 2000)
    assert client.post(COMMENTS, data=fields(body=body)).status_code == 303
    assert submissions()[0].body == body.replace("\r\n", "\n")


def test_fields_of_the_sites_theme_do_no_harm(client, submissions):
    native = {
        "author": "Ada",
        "email": "ada@example.org",
        "url": "",
        "comment": "Nice.",
        "page": PAGE,
        "comment_parent": "0",
        "comment_post_ID": "",
        "submit": "Post Comment",
        "wp-comment-cookies-consent": "yes",
        "akismet_comment_nonce": "a1",
        "ak_js": "23",
        "theme_extra": "x",
    }
    assert client.post(COMMENTS, data=native).status_code == 303
    assert (submissions()[0].name, submissions()[0].body) == ("Ada", "Nice.")


@pytest.mark.parametrize(
    "body",
    [b"name=%FF", b"name=\xff", urlencode({f"f{n}": 1 for n in range(101)}).encode(), b"name=Ada&name=Bob"],
    ids=["escaped bytes", "bytes", "many fields", "field twice"],
)
def test_what_is_no_form_is_refused(client, body):
    answer = client.post(COMMENTS, data=body, content_type="application/x-www-form-urlencoded")
    assert_problem(answer, 400, "malformed-request")


def test_a_reader_gets_a_page_where_the_form_cannot_help(client):
    answer = client.post(
        "/v1/sites/nowhere/comments", data=fields(), headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"}
    )
    assert (answer.status_code, answer.mimetype) == (404, "text/html")


class TestOnWordPress:
    @pytest.fixture
    def settings(self, tmp_path):
        publisher = PublisherSettings(kind="wordpress", options={"url": ORIGIN})
        return some_settings(tmp_path, sites=[a_site(publisher=publisher)])

    @pytest.mark.parametrize(
        ("referrer", "back"),
        [
            (None, f"{ORIGIN}#rejoinder"),
            (f"{ORIGIN}/", f"{ORIGIN}/#rejoinder"),
            (f"{ORIGIN}/?p=17#respond", f"{ORIGIN}/?p=17#rejoinder"),
            ("http://evil.example/", f"{ORIGIN}#rejoinder"),
        ],
    )
    def test_a_post_number_leads_back_by_the_referrer(self, client, services, referrer, back):
        headers = {"Referer": referrer} if referrer else {}
        sent = {"author": "Ada", "email": "ada@example.org", "comment": "Nice.", "comment_post_ID": "17"}
        answer = client.post(COMMENTS, data=sent, headers=headers)
        assert (answer.status_code, answer.headers["Location"]) == (303, back)
        with services.database.read() as tx:
            row = tx.exec_driver_sql("SELECT id FROM comments").one()
            assert comments.get(tx, row.id).host_post == 17
