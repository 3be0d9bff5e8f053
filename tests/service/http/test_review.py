from datetime import timedelta

import pytest

from service.domain.comment import Decision, Status
from service.domain.token import EVERY_SITE, Verb
from service.domain.verdict import Evidence, Outcome, Verdict
from service.http.review_schemas import DeliveryList, ReviewCommentDetail, ReviewDelivery, ReviewQueue
from service.storage import comments, deliveries
from service.usecases import tokens
from service.usecases.decide import decide
from service.usecases.submit import submit
from tests.builders import a_site, a_submission, some_settings
from tests.scenes import judged, put
from tests.service.http.problems import assert_problem

QUEUE = "/v1/review/comments"
NOBODY = "00000000-0000-7000-8000-00000000ffff"


@pytest.fixture
def settings(tmp_path):
    return some_settings(tmp_path, sites=[a_site(), a_site(name="shop")])


@pytest.fixture
def bearer(services):
    """Makes the headers of a new token."""

    def made(name="Nina", *, sites=(EVERY_SITE,), verbs=tuple(Verb), days=None):
        expires_at = services.clock() + timedelta(days=days) if days is not None else None
        text = tokens.create(services, name, sites=sites, verbs=verbs, expires_at=expires_at)
        return {"Authorization": f"Bearer {text}"}

    return made


@pytest.fixture
def comment(services):
    """The id of a comment that the machine has held."""
    identity = submit(services, a_submission()).id
    evidence = [Evidence(check="links", points=2.5, reason="has 3 links", span=(4, 9))]
    put(services, identity, Status.HELD)
    with services.database.begin() as tx:
        verdict = Verdict(outcome=Outcome.HOLD, points=2.5, evidence=evidence, policy="default")
        comments.record_verdicts(tx, [(identity, verdict, None)])
    return identity


def at(comment, verb):
    return f"{QUEUE}/{comment}/{verb}"


def endpoints(comment, delivery):
    return {
        "list": ("GET", QUEUE),
        "one": ("GET", f"{QUEUE}/{comment}"),
        **{decision: ("POST", at(comment, decision)) for decision in Decision},
        "shadow": ("GET", "/v1/review/shadow"),
        "deliveries": ("GET", "/v1/review/deliveries"),
        "retry": ("POST", f"/v1/review/deliveries/{delivery}/retry"),
    }


READS = ["list", "one", "shadow", "deliveries"]
LISTS = {"list": "comments", "shadow": "shadows", "deliveries": "deliveries"}
WRITES = [*map(str, Decision), "retry"]


@pytest.fixture
def ask(client, services, comment):
    """Ask one endpoint with these headers."""
    decide(services, comment, Decision.APPROVE, actor="Mona")
    with services.database.read() as tx:
        delivery = deliveries.of(tx, comment)[0].id

    def asked(name, headers):
        method, path = endpoints(comment, delivery)[name]
        return client.open(path, method=method, headers=headers)

    return asked


@pytest.mark.parametrize("name", READS + WRITES)
class TestWhoMay:
    def test_not_without_a_token(self, ask, name):
        answer = ask(name, {})
        assert_problem(answer, 401, "unauthenticated")
        assert answer.headers["WWW-Authenticate"] == "Bearer"

    @pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Bearer rj_x", "Basic YTpi", "Bearer ÿ", "rj_x"])
    def test_not_with_something_else(self, ask, name, header):
        assert_problem(ask(name, {"Authorization": header}), 401, "unauthenticated")

    def test_not_with_an_expired_token(self, ask, name, bearer, clock):
        headers = bearer(days=1)
        clock.tick(days=1)
        assert_problem(ask(name, headers), 401, "unauthenticated")

    def test_not_with_a_revoked_token(self, ask, name, bearer, services):
        headers = bearer("Nina")
        tokens.revoke(services, "Nina")
        assert_problem(ask(name, headers), 401, "unauthenticated")

    def test_a_token_of_another_site_sees_nothing(self, ask, name, bearer):
        answer = ask(name, bearer(sites=["shop"]))
        if name in LISTS:
            assert answer.status_code == 200
            assert answer.json[LISTS[name]] == []
        else:
            assert_problem(answer, 404, "not-found")

    def test_a_token_for_reading_only_reads(self, ask, name, bearer):
        answer = ask(name, bearer(verbs=[Verb.READ]))
        if name in READS:
            assert answer.status_code == 200
        else:
            assert_problem(answer, 403, "not-allowed")

    def test_a_token_without_reading_cannot_read(self, ask, name, bearer):
        answer = ask(name, bearer(verbs=[Verb.MODERATE]))
        if name in READS:
            assert_problem(answer, 403, "not-allowed")
        else:
            assert answer.status_code == 200

    def test_the_sites_own_token_may(self, ask, name, bearer):
        assert ask(name, bearer(sites=["blog"])).status_code == 200


def test_the_list_is_newest_first_and_comes_in_pages(client, services, clock, moderator):
    ids = []
    for _ in range(5):
        ids.insert(0, submit(services, a_submission()).id)
        clock.tick(seconds=1)
    seen, cursor = [], ""
    while cursor is not None:
        answer = client.get(QUEUE, query_string={"limit": 2, "cursor": cursor}, headers=moderator)
        assert len(answer.json["comments"]) <= 2
        seen += [one["id"] for one in answer.json["comments"]]
        cursor = answer.json["next"]
    assert seen == ids


def test_the_list_narrows_by_site_and_status(client, services, comment, moderator):
    other = submit(services, a_submission(site="shop")).id
    for query, ids in [
        ({"site": "blog"}, {comment}),
        ({"site": "shop"}, {other}),
        ({"status": "held"}, {comment}),
        ({"status": "spam"}, set()),
        ({}, {comment, other}),
    ]:
        found = client.get(QUEUE, query_string=query, headers=moderator).json["comments"]
        assert {one["id"] for one in found} == ids


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"status": "fine"}, "?status"),
        ({"limit": "0"}, "?limit"),
        ({"limit": "201"}, "?limit"),
        ({"limit": "x"}, "?limit"),
        ({"limit": "²"}, "?limit"),
        ({"cursor": "x"}, "?cursor"),
    ],
)
@pytest.mark.parametrize("path", [QUEUE, "/v1/review/deliveries"])
def test_wrong_parameters_are_named(client, moderator, path, query, pointer):
    assert_problem(client.get(path, query_string=query, headers=moderator), 422, "validation-failed", [pointer])


def test_a_site_must_be_there_and_be_the_tokens(client, bearer):
    assert_problem(client.get(f"{QUEUE}?site=shop", headers=bearer(sites=["blog"])), 403, "not-allowed")
    assert_problem(client.get(f"{QUEUE}?site=nowhere", headers=bearer("Olga")), 404, "not-found")


def test_one_comment_has_all_that_a_moderator_needs(client, comment, moderator):
    answer = client.get(f"{QUEUE}/{comment}", headers=moderator)
    shown = answer.json
    assert answer.headers["ETag"] == '"2"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert (shown["id"], shown["site"], shown["status"], shown["version"]) == (comment, "blog", "held", 2)
    assert shown["email_masked"] == "a•••@example.org"
    assert shown["points"] == 2.5
    assert shown["evidence"] == [
        {"check": "links", "points": 2.5, "reason": "has 3 links", "span": [4, 9], "failed": False, "holds": False}
    ]
    assert shown["received_at"] == "2026-11-22T10:00:00.000000Z"
    assert shown["history"][0]["actor"] == "reader"
    assert "ada@example.org" not in answer.text


def test_answers_are_as_described(client, comment, moderator):
    client.post(at(comment, "approve"), headers=moderator)
    assert ReviewCommentDetail().validate(client.get(f"{QUEUE}/{comment}", headers=moderator).json) == {}
    assert ReviewQueue().validate(client.get(QUEUE, headers=moderator).json) == {}
    listed = client.get("/v1/review/deliveries?status=pending", headers=moderator).json
    assert DeliveryList().validate(listed) == {}
    assert ReviewDelivery().validate(listed["deliveries"][0]) == {}
    assert len(listed["deliveries"]) == 2


def test_secrets_and_emails_are_in_no_list(client, comment, moderator):
    client.post(at(comment, "approve"), headers=moderator)
    for path in (QUEUE, "/v1/review/deliveries?status=pending"):
        text = client.get(path, headers=moderator).text
        assert "whsec_" not in text
        assert "@example.org" not in text


@pytest.mark.parametrize(
    ("decision", "status"),
    [("approve", "approved"), ("reject", "rejected"), ("spam", "spam")],
)
def test_a_decision_changes_the_comment(client, comment, moderator, decision, status):
    answer = client.post(at(comment, decision), json={"reason": " off topic "}, headers=moderator)
    assert (answer.status_code, answer.json["status"], answer.json["version"]) == (200, status, 3)
    assert answer.headers["ETag"] == '"3"'
    last = answer.json["history"][-1]
    assert (last["actor"], last["action"], last["before"], last["after"], last["reason"]) == (
        "Mona",
        decision,
        "held",
        status,
        "off topic",
    )


def test_the_present_status_again_changes_nothing(client, comment, moderator):
    answer = client.post(at(comment, "hold"), headers=moderator)
    assert (answer.status_code, answer.json["version"]) == (200, 2)


def test_a_decision_can_be_undone(client, comment, moderator):
    client.post(at(comment, "spam"), headers=moderator)
    assert client.post(at(comment, "undo"), headers=moderator).json["status"] == "held"


def test_there_must_be_something_to_undo(client, comment, moderator):
    told = assert_problem(client.post(at(comment, "undo"), headers=moderator), 409, "forbidden-transition")
    assert told["current"] == {"status": "held", "version": 2}


def test_who_saw_an_older_version_is_told_the_present_one(client, comment, moderator):
    client.post(at(comment, "approve"), headers={**moderator, "If-Match": '"2"'})
    answer = client.post(at(comment, "spam"), headers={**moderator, "If-Match": '"2"'})
    assert assert_problem(answer, 412, "stale-version")["current"] == {"status": "approved", "version": 3}


def test_any_version_may_be_said_to_be_right(client, comment, moderator):
    assert client.post(at(comment, "approve"), headers={**moderator, "If-Match": "*"}).status_code == 200


@pytest.mark.parametrize("header", ["2", "", 'W/"2"', '"2", "3"', '"x"', '"02"', '"' + "9" * 30 + '"', "'2'"])
def test_an_if_match_is_one_strong_etag(client, comment, moderator, header):
    answer = client.post(at(comment, "approve"), headers={**moderator, "If-Match": header})
    assert_problem(answer, 400, "malformed-request")


@pytest.mark.parametrize(
    ("body", "status", "pointers"),
    [
        (b"{", 400, []),
        (b"[]", 400, []),
        (b'{"reason": 3}', 422, ["#/reason"]),
        (b'{"reason": "\\u0000"}', 422, ["#/reason"]),
        (b'{"why": "x"}', 422, ["#/why"]),
        (b'{"reason": "' + b"x" * 1001 + b'"}', 422, ["#/reason"]),
    ],
)
def test_a_wrong_reason_decides_nothing(client, comment, moderator, body, status, pointers):
    answer = client.post(at(comment, "approve"), data=body, content_type="application/json", headers=moderator)
    assert_problem(answer, status, "malformed-request" if status == 400 else "validation-failed", pointers)
    assert client.get(f"{QUEUE}/{comment}", headers=moderator).json["status"] == "held"


@pytest.mark.parametrize("path", [NOBODY, "12", "%00"])
def test_there_must_be_such_a_comment(client, moderator, path):
    assert_problem(client.get(f"{QUEUE}/{path}", headers=moderator), 404, "not-found")
    assert_problem(client.post(at(path, "approve"), headers=moderator), 404, "not-found")


def test_there_are_five_decisions(client, comment, moderator):
    assert_problem(client.post(at(comment, "erase"), headers=moderator), 404, "not-found")


def test_nothing_is_decided_by_looking(client, comment, moderator):
    assert_problem(client.get(at(comment, "approve"), headers=moderator), 405, "method-not-allowed")


class TestDeliveries:
    @pytest.fixture
    def dead(self, services, comment):
        decide(services, comment, Decision.APPROVE, actor="Mona")
        with services.database.begin() as tx:
            found = deliveries.of(tx, comment)
            for one in found:
                deliveries.bury(tx, one, at=services.clock(), error="410 Gone")
        return [one.id for one in found]

    def test_dead_letters_are_listed_in_pages(self, client, moderator, dead):
        first = client.get("/v1/review/deliveries?limit=1", headers=moderator).json
        rest = client.get(f"/v1/review/deliveries?status=dead&cursor={first['next']}", headers=moderator).json
        assert [one["id"] for one in first["deliveries"] + rest["deliveries"]] == dead
        assert rest["next"] is None
        assert first["deliveries"][0]["last_error"] == "410 Gone"

    def test_a_dead_letter_is_tried_again(self, client, moderator, dead, hints):
        hints.hinted.clear()
        answer = client.post(f"/v1/review/deliveries/{dead[0]}/retry", headers=moderator)
        assert (answer.status_code, answer.json["status"], answer.json["attempts"]) == (200, "pending", 0)
        assert hints.hinted == ["deliver"]

    def test_there_must_be_such_a_delivery(self, client, moderator):
        assert_problem(client.post(f"/v1/review/deliveries/{NOBODY}/retry", headers=moderator), 404, "not-found")


@pytest.mark.parametrize("version", [None, 0, 7])
def test_the_detail_names_the_version_of_the_model(client, services, moderator, version):
    comment = judged(services, model_version=version)

    assert client.get(f"{QUEUE}/{comment}", headers=moderator).json["model_version"] == version
