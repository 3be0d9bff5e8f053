import json
import time

import pytest

from service.domain.comment import Status
from service.domain.site import PublisherSettings
from service.queue import Work
from service.storage import comments
from service.storage.sealed import unseal
from tests.builders import ORIGIN, PAGE, a_site, some_settings
from tests.service.http.comments import COMMENTS, fields
from tests.service.http.problems import assert_problem


def kept(services, answer):
    with services.database.read() as tx:
        comment = comments.get(tx, answer.json["id"])
        sealed = comments.sealed_of(tx, comment.id)
    return comment, unseal(sealed, site=comment.site, comment=comment.id, keyring=services.keyring)


def test_a_comment_is_kept_and_hinted(client, services, hints):
    answer = client.post(COMMENTS, json=fields(url="https://ada.example/", title="Boats"))

    assert answer.status_code == 202
    assert answer.json == {"id": answer.json["id"], "status": "received"}
    assert answer.headers["Location"] == f"{COMMENTS}/{answer.json['id']}"
    comment, submission = kept(services, answer)
    assert (comment.name, comment.page, comment.url, comment.title) == ("Ada", PAGE, "https://ada.example/", "Boats")
    assert (submission.email, submission.address) == ("ada@example.org", "127.0.0.1")
    assert hints.hinted == [Work.JUDGE]


def test_the_page_loses_its_fragment_and_nothing_else(client, services):
    answer = client.post(COMMENTS, json=fields(page=f"{ORIGIN}/a%20b/?q=1&r=%C3%A4#comment-3"))
    assert kept(services, answer)[0].page == f"{ORIGIN}/a%20b/?q=1&r=%C3%A4"


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Ada@Example.ORG", "Ada@example.org"),
        ("  ada@example.org ", "ada@example.org"),
        ("ada@münchen.example.org", "ada@münchen.example.org"),
        ("ada@newsroom.test", "ada@newsroom.test"),
    ],
)
def test_the_email_is_kept_as_typed_with_its_domain_in_lower_case(client, services, typed, known):
    assert kept(services, client.post(COMMENTS, json=fields(email=typed)))[1].email == known


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("  Ada  ", "Ada"),
        ("Ada\u202egro.live", "Adagro.live"),
        ("\u2066Ada\u2069\u200b", "Ada"),
        ("نام\u200cخانوادگی", "نام\u200cخانوادگی"),
        ("👩\u200d💻", "👩\u200d💻"),
    ],
    ids=["spaces", "override", "isolates", "persian", "emoji"],
)
def test_names_lose_what_hides_and_keep_what_joins(client, services, typed, known):
    assert kept(services, client.post(COMMENTS, json=fields(name=typed)))[0].name == known


NOT_LIKE_THIS = [
    ("no name", fields(name=None), ["#/name"]),
    ("blank name", fields(name=" \u200b\u3164 "), ["#/name"]),
    ("name is null", fields(name=None) | {"name": None}, ["#/name"]),
    ("name is a number", fields(name=7), ["#/name"]),
    ("long name", fields(name="x" * 101), ["#/name"]),
    ("two lines in the name", fields(name="Ada\r\nBcc: x"), ["#/name"]),
    ("NUL in the name", fields(name="A\0da"), ["#/name"]),
    ("lone surrogate", fields(body="\ud800"), ["#/body"]),
    ("lone surrogate in the page", fields(page=f"{ORIGIN}/\udc00"), ["#/page"]),
    ("no at sign", fields(email="ada"), ["#/email"]),
    ("two at signs", fields(email="a@b@example.org"), ["#/email"]),
    ("no dot in the domain", fields(email="ada@localhost"), ["#/email"]),
    ("line break in the email", fields(email="ada@example.org\nbcc:x@y.org"), ["#/email"]),
    ("long email", fields(email="a" * 243 + "@example.org"), ["#/email"]),
    ("email is a list", fields(email=["ada@example.org"]), ["#/email"]),
    ("no body", fields(body=None), ["#/body"]),
    ("blank body", fields(body=" \n\t\u00a0\u2800"), ["#/body"]),
    ("long body", fields(body="x" * 20_001), ["#/body"]),
    ("marks on the body", fields(body="e" + "\u0301" * 31), ["#/body"]),
    ("no page", fields(page=None), ["#/page"]),
    ("foreign page", fields(page="http://evil.example/"), ["#/page"]),
    ("page with a user", fields(page="http://blog.example@evil.example/"), ["#/page"]),
    ("page with a backslash", fields(page="http://evil.example\\@blog.example/"), ["#/page"]),
    ("page of another scheme", fields(page="https://blog.example/"), ["#/page"]),
    ("page of another port", fields(page="http://blog.example:81/"), ["#/page"]),
    ("page without a port number", fields(page="http://blog.example:x/"), ["#/page"]),
    ("relative page", fields(page="/2026/harbour"), ["#/page"]),
    ("long page", fields(page=f"{ORIGIN}/{'x' * 2000}"), ["#/page"]),
    ("page of many bytes", fields(page=f"{ORIGIN}/{'ä' * 1000}"), ["#/page"]),
    ("script as address", fields(url="javascript:alert(1)"), ["#/url"]),
    ("address without scheme", fields(url="ada.example"), ["#/url"]),
    ("address with a line break", fields(url="https://ada.example/\r\nX: y"), ["#/url"]),
    ("address that breaks the parser", fields(url="http://[::1"), ["#/url"]),
    ("long title", fields(title="x" * 301), ["#/title"]),
    ("two lines in the title", fields(title="a\nb"), ["#/title"]),
    ("parent is no id", fields(parent="12"), ["#/parent"]),
    ("parent is not there", fields(parent="00000000-0000-7000-8000-00000000ffff"), ["#/parent"]),
    ("unknown field", fields(e_mail="x"), ["#/e_mail"]),
    ("unknown field with a slash", fields() | {"a/b~c": 1}, ["#/a~1b~0c"]),
    ("the form's own field", fields(token="x"), ["#/token"]),
    ("post number", fields(comment_post_ID=3), ["#/comment_post_ID"]),
    ("both names", fields(author="Bob"), ["#/author"]),
    ("many at once", {"email": "x", "url": "y", "z": 1}, ["#/name", "#/email", "#/body", "#/page", "#/url", "#/z"]),
]


@pytest.mark.parametrize(
    ("sent", "pointers"), [row[1:] for row in NOT_LIKE_THIS], ids=[row[0] for row in NOT_LIKE_THIS]
)
def test_each_wrong_field_is_named(client, sent, pointers):
    assert_problem(client.post(COMMENTS, json=sent), 422, "validation-failed", pointers)


def test_wrong_fields_are_named_as_they_were_sent(client):
    sent = {"author": "", "comment": "x" * 20_001, "email": "ada@example.org", "page": PAGE}
    assert_problem(client.post(COMMENTS, json=sent), 422, "validation-failed", ["#/author", "#/comment"])


def test_many_unknown_fields_do_not_make_a_long_answer(client):
    answer = client.post(COMMENTS, json=fields(**{f"f{number}": 1 for number in range(3000)}))
    assert len(assert_problem(answer, 422, "validation-failed")["errors"]) == 50
    assert len(answer.data) < 10_000


UNREADABLE = [
    ("nothing", b""),
    ("half", b'{"name": "Ada"'),
    ("list", b"[]"),
    ("text", b'"name"'),
    ("null", b"null"),
    ("NaN", b'{"name": NaN}'),
    ("infinity", b'{"name": -Infinity}'),
    ("field twice", b'{"name": "Ada", "name": "Bob"}'),
    ("many digits", b'{"comment_parent": ' + b"9" * 5000 + b"}"),
    ("no UTF-8", b'{"name": "\xff"}'),
    ("surrogate in UTF-8", b'{"name": "\xed\xa0\x80"}'),
    ("UTF-16", '{"name": "Ada"}'.encode("utf-16")),
    ("NUL byte", b'{"name": "A\0da"}'),
    ("deep list", b"[" * 60_000),
    ("deep object", b'{"a":' * 12_000),
    ("deep field", b'{"name": ' + b"[" * 50_000 + b"]" * 5_000 + b"}"),
]


@pytest.mark.parametrize("body", [row[1] for row in UNREADABLE], ids=[row[0] for row in UNREADABLE])
def test_what_is_no_json_object_is_refused(client, body):
    answer = client.post(COMMENTS, data=body, content_type="application/json")
    assert_problem(answer, 400, "malformed-request", [])


def test_a_float_beyond_all_bounds_is_just_a_wrong_field(client):
    answer = client.post(COMMENTS, data=b'{"name": 1e999}', content_type="application/json")
    assert answer.status_code == 422


@pytest.mark.parametrize("media", ["text/plain", "multipart/form-data; boundary=x", "application/xml", None])
def test_other_media_types_are_refused(client, media):
    answer = client.post(COMMENTS, data=b'{"name": "Ada"}', content_type=media)
    assert_problem(answer, 415, "unsupported-media-type")


def test_json_may_name_its_charset(client):
    sent = client.post(COMMENTS, json=fields(), content_type="application/json; charset=utf-8")
    assert sent.status_code == 202


@pytest.mark.parametrize("media", ["application/json", "application/x-www-form-urlencoded"])
def test_more_than_64_kib_are_refused(client, media):
    assert_problem(client.post(COMMENTS, data=b"x" * 65_537, content_type=media), 413, "too-large")


def test_a_body_in_chunks_is_refused_instead_of_lost(client):
    sent = client.post(COMMENTS, headers={"Transfer-Encoding": "chunked"}, content_type="application/json")
    assert_problem(sent, 411, "length-required")


BOMBS = [
    fields(body="e" + "\u0301" * 19_999),
    fields(name="e" + "\u0301" * 9_999),
    fields(email="e" + "\u0301" * 9_999 + "@example.org"),
    fields(body="\ufdfa" * 20_000),
    fields(page=f"{ORIGIN}/" + "\u0315\u0300" * 5_000),
    fields(email="@" * 20_000),
    fields(url="http://" + "a." * 9_000),
]


@pytest.mark.parametrize("bomb", BOMBS, ids=["marks", "name", "email", "ligatures", "page", "at signs", "url"])
def test_unicode_bombs_cost_no_time(client, bomb):
    body = json.dumps(bomb, ensure_ascii=False).encode("utf-8")
    client.post(COMMENTS, json=fields())  # what is slow only the first time

    started = time.process_time()
    answer = client.post(COMMENTS, data=body, content_type="application/json")

    assert time.process_time() - started < 0.05
    assert answer.status_code in (202, 413, 422)


def test_there_must_be_such_a_site(client):
    assert_problem(client.post("/v1/sites/nowhere/comments", json=fields()), 404, "not-found")


def test_the_author_is_told_received_until_readers_see_it(client, services):
    answer = client.post(COMMENTS, json=fields())
    where = answer.headers["Location"]
    assert client.get(where).json == answer.json

    with services.database.begin() as tx:
        comments.change(tx, answer.json["id"], seen=1, to=Status.APPROVED, at=services.clock())
        comments.record_publication(tx, answer.json["id"], at=services.clock())
    assert client.get(where).json == {"id": answer.json["id"], "status": "published"}


@pytest.mark.parametrize("status", [Status.HELD, Status.SPAM, Status.REJECTED])
def test_spammers_learn_nothing(client, services, status):
    answer = client.post(COMMENTS, json=fields())
    with services.database.begin() as tx:
        comments.change(tx, answer.json["id"], seen=1, to=status, at=services.clock())
    assert client.get(answer.headers["Location"]).json["status"] == "received"


def test_spam_fresh_and_repeated_comments_are_answered_alike(client):
    texts = ["Fine.", "Fine.", "CHECK OUT http://a.example http://b.example casino"]
    answers = [client.post(COMMENTS, json=fields(body=text)) for text in texts]
    assert {one.status_code for one in answers} == {202}
    assert {tuple(sorted(one.json)) for one in answers} == {("id", "status")}
    assert {one.json["status"] for one in answers} == {"received"}


@pytest.mark.parametrize("comment", ["00000000-0000-7000-8000-00000000ffff", "12", "%00", "x" * 300])
def test_there_must_be_such_a_comment(client, comment):
    assert_problem(client.get(f"{COMMENTS}/{comment}"), 404, "not-found")


def test_a_comment_is_found_on_its_own_site_only(services, client):
    answer = client.post(COMMENTS, json=fields())
    services.settings.sites["other"] = a_site(name="other")
    assert_problem(client.get(f"/v1/sites/other/comments/{answer.json['id']}"), 404, "not-found")


class TestIdempotency:
    def test_the_same_again_is_the_same_comment(self, client):
        key = {"Idempotency-Key": "a key, with spaces"}
        first, second = (client.post(COMMENTS, json=fields(), headers=key) for _ in range(2))
        assert (second.status_code, second.json, second.headers["Location"]) == (
            202,
            first.json,
            first.headers["Location"],
        )

    def test_another_body_under_the_same_key_is_refused(self, client):
        key = {"Idempotency-Key": "one"}
        client.post(COMMENTS, json=fields(), headers=key)
        answer = client.post(COMMENTS, json=fields(body="Something else."), headers=key)
        assert_problem(answer, 422, "idempotency-mismatch")

    @pytest.mark.parametrize("key", ["", " ", "x" * 201, "schlüssel", " x", "tab\tbed"])
    def test_keys_are_printable_ascii(self, client, key):
        answer = client.post(COMMENTS, json=fields(), headers={"Idempotency-Key": key})
        assert_problem(answer, 400, "malformed-request")

    def test_a_key_has_room_for_200_characters(self, client):
        assert client.post(COMMENTS, json=fields(), headers={"Idempotency-Key": "x" * 200}).status_code == 202


class TestWordPress:
    @pytest.fixture
    def settings(self, tmp_path):
        publisher = PublisherSettings(kind="wordpress", options={"url": ORIGIN})
        return some_settings(tmp_path, sites=[a_site(publisher=publisher)])

    def test_its_own_field_names_are_understood(self, client, services):
        sent = {
            "author": "Ada",
            "email": "ada@example.org",
            "comment": "Nice.",
            "comment_post_ID": 17,
            "comment_parent": 0,
        }
        comment, _ = kept(services, client.post(COMMENTS, json=sent))
        assert (comment.name, comment.body, comment.page, comment.host_post) == ("Ada", "Nice.", "", 17)

    @pytest.mark.parametrize("number", ["x", -1, 1.5, True, "1" * 19, [1]])
    def test_a_post_number_is_a_whole_number(self, client, number):
        answer = client.post(COMMENTS, json=fields(comment_post_ID=number))
        assert_problem(answer, 422, "validation-failed", ["#/comment_post_ID"])

    def test_the_parent_is_found_by_the_hosts_id(self, client, services):
        parent = client.post(COMMENTS, json=fields()).json["id"]
        with services.database.begin() as tx:
            comments.record_receipt(tx, parent, remote_id="41", page=None)
        comment, _ = kept(services, client.post(COMMENTS, json=fields(comment_parent="41")))
        assert comment.parent == parent

    def test_an_unknown_parent_is_refused(self, client):
        answer = client.post(COMMENTS, json=fields(comment_parent="41"))
        assert_problem(answer, 422, "validation-failed", ["#/parent"])
