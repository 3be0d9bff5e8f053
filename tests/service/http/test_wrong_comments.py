import json
import time

import pytest

from tests.builders import ORIGIN, PAGE
from tests.service.http.comments import COMMENTS, fields
from tests.service.http.problems import assert_problem

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


def test_thousands_of_fields_are_not_even_looked_at(client):
    answer = client.post(COMMENTS, json=fields(**{f"f{number}": 1 for number in range(3000)}))
    assert "more than 100 fields" in assert_problem(answer, 400, "malformed-request")["detail"]


def test_many_unknown_fields_do_not_make_a_long_answer(client):
    answer = client.post(COMMENTS, json=fields(**{f"f{number}": 1 for number in range(90)}))
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


def test_null_in_a_field_that_may_be_left_out_says_so(client):
    answer = client.post(COMMENTS, json=fields() | {"title": None, "name": None})

    told = {one["pointer"]: one["detail"] for one in answer.json["errors"]}
    assert told == {"#/title": "Leave it out, or send a text.", "#/name": "This field is required."}
