import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.domain.comment import Status
from service.domain.question import Later, heard
from service.domain.signing import sign
from service.domain.site import JudgeSettings
from service.http.openapi import description
from service.usecases import ask, judge
from service.usecases.judge import Judged
from service.usecases.review import detail
from service.usecases.submit import submit
from tests.builders import WEBHOOK_SECRET, a_site, a_submission, some_settings
from tests.service.http.problems import assert_problem

HOOK = "/v1/sites/blog/judgements/hook"
NOBODY = "00000000-0000-7000-8000-00000000ffff"


@pytest.fixture(name="settings")
def _settings(tmp_path):
    judges = {
        "hook": JudgeSettings(name="hook", options={"secret": WEBHOOK_SECRET}),
        "akismet": JudgeSettings(name="akismet", options={"key": "k"}),
    }
    return some_settings(tmp_path, sites=[a_site(judges=judges), a_site(name="shop", judges=judges)])


@pytest.fixture
def comment(services):
    """The id of a comment that is held until the hook answers."""
    identity = submit(services, a_submission()).id
    (case,), _ = judge.claim(services)
    (question,) = ask.begin(services, [(identity, "hook")])
    later = heard(question, Later(within=timedelta(minutes=5)), now=services.clock())
    judge.record(services, [Judged(case=case, evidence=(), heard=[later])])
    return identity


@pytest.fixture
def post(client, clock):
    def posted(content, *, id="a1", to=HOOK, seconds=0, secret=WEBHOOK_SECRET, media="application/json", body=None):
        raw = json.dumps(content).encode()
        signature = sign(secret, id=id, timestamp=int(clock().timestamp()) + seconds, body=raw)
        return client.post(to, data=raw if body is None else body, headers=signature, content_type=media)

    return posted


def found(services, comment):
    return detail(services, comment).comment


@pytest.mark.parametrize(
    ("answer", "status", "points", "reason"),
    [
        ({"points": -1, "reason": " All \n well. "}, Status.APPROVED, -1.0, "All well."),
        ({"points": 3.5}, Status.HELD, 3.5, "The judge 'hook' gave no reason."),
        ({"verdict": "approve"}, Status.APPROVED, -1.5, "The judge 'hook' gave no reason."),
        ({"verdict": "spam", "reason": "Casino."}, Status.SPAM, 4.5, "Casino."),
    ],
)
def test_a_signed_answer_counts(services, comment, post, answer, status, points, reason):
    assert post({"id": comment, **answer}).status_code == 204

    now = found(services, comment)
    assert (now.status, now.points, now.evidence[0].reason) == (status, points, reason)
    assert not now.evidence[0].failed


def test_the_same_answer_again_is_taken_and_changes_nothing_and_another_is_refused(services, comment, post):
    answer = {"id": comment, "points": 0}
    post(answer)
    before = detail(services, comment)

    assert post(answer).status_code == 204
    assert_problem(post({**answer, "points": 9}, id="a2"), 409, "answered-before")
    assert detail(services, comment) == before


@pytest.mark.parametrize(
    "changes",
    [
        {"seconds": -301},
        {"seconds": 301},
        {"secret": "whsec_" + "A" * 32},
        {"body": b'{"id": "x", "points": 0}'},
        {"body": b""},
    ],
    ids=["old", "future", "other secret", "changed", "empty"],
)
def test_what_is_not_signed_just_now_with_our_secret_is_refused(services, comment, post, changes):
    assert_problem(post({"id": comment, "points": 0}, **changes), 401, "unauthenticated")
    assert found(services, comment).status is Status.HELD


def test_an_answer_without_any_signature_is_refused(client, comment):
    assert_problem(client.post(HOOK, json={"id": comment, "points": 0}), 401, "unauthenticated")


def test_an_answer_about_a_comment_of_another_site_is_refused(services, comment, post):
    answer = post({"id": comment, "points": 0}, to="/v1/sites/shop/judgements/hook")

    assert_problem(answer, 404, "not-found")
    assert found(services, comment).status is Status.HELD


@pytest.mark.parametrize(
    "to", ["/v1/sites/blog/judgements/akismet", "/v1/sites/blog/judgements/nobody", "/v1/sites/none/judgements/hook"]
)
def test_only_judges_with_a_secret_may_answer(comment, post, to):
    assert_problem(post({"id": comment, "points": 0}, to=to), 404, "not-found")


@pytest.mark.parametrize("id", [NOBODY, "x"])
def test_an_answer_about_nothing_that_was_asked_is_refused(comment, post, id):
    assert_problem(post({"id": id, "points": 0}), 404, "not-found")


@pytest.mark.parametrize(
    ("answer", "pointer"),
    [
        ({}, "#/points"),
        ({"points": 1, "verdict": "hold"}, "#/points"),
        ({"points": "1"}, "#/points"),
        ({"points": True}, "#/points"),
        ({"points": 101}, "#/points"),
        ({"verdict": "ham"}, "#/verdict"),
        ({"verdict": ["spam"]}, "#/verdict"),
        ({"points": 1, "reason": "x" * 501}, "#/reason"),
        ({"points": 1, "status": "approved"}, "#/status"),
        ({"points": 1, "id": None}, "#/id"),
    ],
)
def test_a_wrong_field_is_named(services, comment, post, answer, pointer):
    refused = post({"id": comment, **answer})

    assert_problem(refused, 422, "validation-failed")
    assert pointer in {one["pointer"] for one in refused.json["errors"]}
    assert found(services, comment).status is Status.HELD


def test_our_own_question_sent_back_is_no_answer(comment, post):
    question = {"type": "comment.question", "timestamp": "2026-11-22T10:00:00Z", "data": {"id": comment, "points": 0}}

    assert_problem(post(question), 422, "validation-failed")


def test_another_media_type_is_refused(comment, post):
    assert_problem(post({"id": comment, "points": 0}, media="text/plain"), 415, "unsupported-media-type")


def test_its_example_is_accepted(services, comment, post):
    operation = description()["paths"]["/v1/sites/{site}/judgements/{judge}"]["post"]
    example = operation["requestBody"]["content"]["application/json"]["example"]

    assert post({**example, "id": comment}).status_code == 204


VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=VALUE | st.dictionaries(st.sampled_from("id points verdict reason".split()), VALUE, max_size=4))
def test_whatever_is_signed_is_never_our_mistake(post, answer):
    assert post(answer).status_code in (400, 404, 422)
