import pytest

from service.domain.comment import Decision
from service.http.api_schemas import PublishedThread
from service.usecases.decide import decide
from service.usecases.submit import submit
from tests.builders import ORIGIN, PAGE, a_submission
from tests.service.http.problems import assert_problem

THREADS = "/v1/sites/blog/threads"


@pytest.fixture
def publish(services, clock):
    def published(**changes):
        clock.tick(seconds=1)
        comment = submit(services, a_submission(**changes)).id
        decide(services, comment, Decision.APPROVE, actor="Mona")
        return comment

    return published


def read(client, **query):
    return client.get(THREADS, query_string={"page": PAGE, **query})


def test_a_thread_has_approved_comments_only_oldest_first(client, services, publish):
    first = publish(body="See https://boats.example/ <b>now</b>", url="https://ada.example/")
    second = publish(parent=first)
    submit(services, a_submission(body="waits"))
    publish(page=f"{ORIGIN}/other")

    answer = read(client)

    assert answer.json["page"] == PAGE
    assert answer.json["next"] is None
    assert [one["id"] for one in answer.json["comments"]] == [first, second]
    assert answer.json["comments"][0] == {
        "id": first,
        "parent": None,
        "name": "Ada",
        "url": "https://ada.example/",
        "body_html": '<p>See <a href="https://boats.example/" rel="ugc nofollow noopener">https://boats.example/</a> '
        "&lt;b&gt;now&lt;/b&gt;</p>",
        "published_at": "2026-11-22T10:00:01.000000Z",
    }
    assert answer.json["comments"][1]["parent"] == first


def test_nobodys_email_is_in_it(client, publish):
    publish()
    assert "example.org" not in read(client).text


def test_answers_are_as_described(client, publish):
    publish()
    assert PublishedThread().validate(read(client).json) == {}


def test_the_fragment_does_not_matter(client, publish):
    publish()
    assert len(read(client, page=f"{PAGE}#comments").json["comments"]) == 1


def test_who_has_the_thread_need_not_fetch_it_again(client, publish):
    publish()
    first = read(client)
    again = client.get(THREADS, query_string={"page": PAGE}, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_every_change_shows_in_the_etag(client, services, publish):
    tags = [read(client).headers["ETag"]]
    comment = publish()
    tags.append(read(client).headers["ETag"])
    decide(services, comment, Decision.REJECT, actor="Mona")
    publish()
    tags.append(read(client).headers["ETag"])
    assert len(set(tags)) == 3


def test_a_long_thread_comes_in_pages(client, services, publish, monkeypatch):
    monkeypatch.setattr("service.usecases.threads.PAGE_OF_COMMENTS", 2)
    ids = [publish() for _ in range(3)]
    first = read(client)
    rest = read(client, cursor=first.json["next"])
    assert [one["id"] for one in first.json["comments"] + rest.json["comments"]] == ids
    assert rest.json["next"] is None


@pytest.mark.parametrize(
    "page", ["", "http://evil.example/", f"{ORIGIN}/a b", f"{ORIGIN}/\0", f"{ORIGIN}/" + "x" * 2000]
)
def test_the_page_must_be_one_of_the_sites(client, page):
    assert_problem(read(client, page=page), 422, "validation-failed", ["?page"])


@pytest.mark.parametrize("cursor", ["x", "%00", "ä", "LTEvMA", "MTAwL3g", "9" * 5000])
def test_a_cursor_must_be_one_of_ours(client, cursor):
    assert_problem(read(client, cursor=cursor), 422, "validation-failed", ["?cursor"])


def test_there_must_be_such_a_site(client):
    assert_problem(client.get("/v1/sites/nowhere/threads"), 404, "not-found")
