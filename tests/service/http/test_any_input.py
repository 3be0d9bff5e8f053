"""Whatever anybody sends, it is never our mistake."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import ORIGIN
from tests.service.http.comments import COMMENTS, fields

TEXT = st.text(st.characters(), max_size=60)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.sampled_from(list(fields().values())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
NAMES = st.sampled_from(
    "name email body page title url parent comment_post_ID comment_parent author comment token return_url "
    "website_confirm".split()
)
often = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def answers_well(client):
    def check(answer):
        assert answer.status_code in (200, 202, 303, 400, 404, 413, 415, 422), answer.text

    return check


@often
@given(changes=st.dictionaries(NAMES | TEXT, VALUE, max_size=5))
def test_any_json_is_answered_well(client, answers_well, changes):
    raw = json.dumps({**fields(), **changes}).encode()
    answers_well(client.post(COMMENTS, data=raw, content_type="application/json"))


@often
@given(raw=st.binary(max_size=200), media=st.sampled_from(["application/json", "application/x-www-form-urlencoded"]))
def test_any_bytes_are_answered_well(client, answers_well, raw, media):
    answers_well(client.post(COMMENTS, data=raw, content_type=media))


@often
@given(changes=st.dictionaries(NAMES, st.text(max_size=60), max_size=5))
def test_any_form_is_answered_well(client, answers_well, changes):
    answers_well(client.post(COMMENTS, data={**fields(), **changes}))


@often
@given(page=TEXT.map(lambda text: ORIGIN + text) | TEXT, cursor=TEXT)
def test_any_query_is_answered_well(client, answers_well, page, cursor):
    query = {"page": page.encode("utf-8", "replace"), "cursor": cursor.encode("utf-8", "replace")}
    answers_well(client.get("/v1/sites/blog/threads", query_string=query))
    answers_well(client.get("/v1/sites/blog/form", query_string=query))
