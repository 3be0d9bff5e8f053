import pytest

from service.domain.comment import Status
from service.domain.site import PublisherSettings
from service.queue import Work
from service.storage import comments
from service.storage.sealed import unseal
from tests.builders import ORIGIN, PAGE, a_site, some_settings
from tests.scenes import put
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


def test_there_must_be_such_a_site(client):
    assert_problem(client.post("/v1/sites/nowhere/comments", json=fields()), 404, "not-found")


def test_the_author_is_told_received_until_readers_see_it(client, services):
    answer = client.post(COMMENTS, json=fields())
    where = answer.headers["Location"]
    assert client.get(where).json == answer.json

    put(services, answer.json["id"], Status.APPROVED)
    with services.database.begin() as tx:
        comments.record_publications(tx, [answer.json["id"]], at=services.clock())
    assert client.get(where).json == {"id": answer.json["id"], "status": "published"}


@pytest.mark.parametrize("status", [Status.HELD, Status.SPAM, Status.REJECTED])
def test_spammers_learn_nothing(client, services, status):
    answer = client.post(COMMENTS, json=fields())
    put(services, answer.json["id"], status)
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
        assert_problem(answer, 422, "validation-failed", ["#/comment_parent"])
