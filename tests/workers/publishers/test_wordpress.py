"""The publisher before a host that answers what a real one rarely does; test_wordpress_real.py has the rest."""

import base64

import pytest

from service.domain.comment import Status
from service.domain.delivery import DeliveryFailed, Failure
from tests.builders import a_site
from tests.host_server import Reply
from tests.workers.publishers.building import ID, a_publication
from tests.workers.publishers.fake_wordpress import FakeWordPress, refusal
from workers.outbound import GuardedOutbound
from workers.publishers.wordpress import Options, build


@pytest.fixture(name="site")
def _site(host):
    host.respond = FakeWordPress()
    return host.respond


@pytest.fixture(name="publish")
def _publish(host, site):
    outbound = GuardedOutbound(allow=[host.place], timeout=5)
    publisher = build(a_site(), Options(url=host.url, user="publisher", password="abcd efgh"), outbound)
    yield lambda **changes: publisher.reconcile(a_publication(**changes))
    outbound.close()


def test_the_user_is_told_by_basic_authentication(publish, host):
    publish()

    expected = "Basic " + base64.b64encode(b"publisher:abcd efgh").decode()
    assert {request.headers["authorization"] for request in host.requests} == {expected}


def test_a_comment_is_created_on_hold_and_then_shown(publish, host, site):
    publish()

    created, approved = [request.json for request in host.requests if request.method == "POST"]
    assert created == {
        "post": 4,
        "parent": 0,
        "author_name": "Ada",
        "author_email": f"{ID}@comments.invalid",
        "author_url": "",
        "author_ip": "203.0.113.0",
        "author_user_agent": "Mozilla/5.0",
        "content": "The 7.10 boat never waits for the bus.",
        "date_gmt": "2026-11-21T09:30:15",
        "status": "hold",
    }
    assert approved == {"status": "approved", "author_ip": "203.0.113.0", "author_user_agent": "Mozilla/5.0"}
    assert len(site.shown) == 1


def test_an_agreeing_host_is_only_looked_at(publish, host):
    publish()
    host.requests.clear()
    publish()

    assert [request.method for request in host.requests] == ["GET"]


def test_the_copy_with_the_lowest_id_is_shown_and_the_others_go_to_the_trash(publish, site):
    publish()
    site.keep(site.comments[1] | {"id": 7})
    site.keep(site.comments[1] | {"id": 5})

    assert publish().remote_id == "1"
    assert {id: one["status"] for id, one in site.comments.items()} == {1: "approved", 7: "trash", 5: "trash"}


def test_a_copy_of_another_comment_is_never_touched(publish, host, site):
    """A plugin that ignores the filter lists everybody's comments."""
    site.comments[3] = {"id": 3, "status": "approved", "author_email": "ada@example.org", "content": "Mine."}
    host.respond = lambda received: (
        Reply.of_json(list(site.comments.values()))
        if received.method == "GET" and "comments" in received.target
        else site(received)
    )
    publish()
    publish(status=Status.ERASED)

    assert site.comments == {3: {"id": 3, "status": "approved", "author_email": "ada@example.org", "content": "Mine."}}


def test_an_unheeded_change_of_status_is_reported(publish, host, site):
    publish()
    host.respond = lambda received: Reply.of_json(site.comments[1]) if received.method == "POST" else site(received)
    with pytest.raises(DeliveryFailed, match="make comment 1 hold and it made it approved") as caught:
        publish(status=Status.HELD)

    assert caught.value.failure is Failure.REFUSED


def test_a_copy_that_went_away_before_it_was_erased_is_no_failure(publish, host, site):
    publish()
    host.respond = lambda received: (
        refusal(404, "rest_comment_invalid_id") if received.method == "POST" else site(received)
    )

    assert publish(status=Status.ERASED).remote_id is None


@pytest.mark.parametrize(
    ("status", "code", "failure", "words"),
    [
        (401, "rest_comment_login_required", Failure.REFUSED, "Make a new application password"),
        (403, "rest_forbidden_param", Failure.REFUSED, "moderate_comments, edit_posts"),
        (403, "rest_comment_closed", Failure.PERMANENT, "Open them in WordPress"),
        (403, "rest_comment_invalid_post_id", Failure.PERMANENT, "no post with this number"),
        (403, "rest_comment_trash_post", Failure.PERMANENT, "Restore it"),
        (404, "rest_no_route", Failure.REFUSED, "a plugin closes it"),
        (400, "comment_author_column_length", Failure.PERMANENT, "400 comment_author_column_length: No."),
        (400, "comment_flood", Failure.REFUSED, "too fast"),
        (409, "comment_duplicate", Failure.REFUSED, "hides it from us"),
        (500, "akismet_rest_comment_discarded", Failure.REFUSED, "Akismet"),
        (500, "rest_comment_failed_create", Failure.REFUSED, "500 rest_comment_failed_create: No."),
        (429, "too_many_requests", Failure.UNREACHABLE, "429"),
    ],
)
def test_a_refused_creation_says_what_to_do(publish, host, site, status, code, failure, words):
    host.respond = lambda received: refusal(status, code) if received.method == "POST" else site(received)
    with pytest.raises(DeliveryFailed, match=words) as caught:
        publish()

    assert caught.value.failure is failure


def test_a_held_copy_that_the_role_cannot_list_is_reported(publish, host, site):
    host.respond = lambda received: (
        Reply.of_json([]) if received.method == "GET" and "comments" in received.target else site(received)
    )
    with pytest.raises(DeliveryFailed, match="edit_others_pages") as caught:
        publish()

    assert caught.value.failure is Failure.REFUSED
    assert site.shown == []


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("", "/?rest_route=/wp/v2/comments&"),
        ("/", "/?rest_route=/wp/v2/comments&"),
        ("/blog/", "/blog/?rest_route=/wp/v2/comments&"),
        ("/wp-json", "/wp-json/wp/v2/comments?"),
        ("/wp-json/wp/v2/", "/wp-json/wp/v2/comments?"),
        ("/index.php?rest_route=/", "/index.php?rest_route=/wp/v2/comments&"),
    ],
)
def test_the_site_or_its_rest_root_may_be_configured(host, site, url, root):
    outbound = GuardedOutbound(allow=[host.place])
    publisher = build(a_site(), Options(url=host.url + url, user="publisher", password="x"), outbound)
    publisher.reconcile(a_publication(status=Status.HELD))
    outbound.close()

    assert host.requests[0].target.startswith(root)


def test_a_password_over_plain_http_is_reported(host, site):
    place = host.place.replace("127.0.0.1", "blog.example")
    outbound = GuardedOutbound(resolve=lambda *_: ["127.0.0.1"], allow=[place])
    [problem] = build(a_site(), Options(url=f"http://{place}", user="u", password="x"), outbound).problems()
    outbound.close()

    assert (
        problem == f"http://{place} is not https: the application password would cross the network readable. Use https."
    )


def test_the_password_is_in_no_representation():
    publisher = build(a_site(), Options(url="https://b.example", user="u", password="hunter2"), GuardedOutbound())

    assert "hunter2" not in repr(publisher)
    assert "hunter2" not in repr(Options(url="https://b.example", user="u", password="hunter2"))


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (refusal(404, "rest_no_route"), "answered 404: No."),
        (Reply.of_json({"name": "no user"}), "answered 200"),
        (Reply.of_json([]), "REST interface"),
        (Reply(body=b"<html>"), "REST interface"),
        (refusal(401, "rest_not_logged_in"), "Make a new application password"),
        (Reply.of_json({"capabilities": []}), "lacks moderate_comments, edit_posts, edit_others_posts"),
    ],
)
def test_a_user_who_cannot_be_asked_is_a_problem(host, site, reply, words):
    host.instead.append(reply)
    outbound = GuardedOutbound(allow=[host.place])
    [problem] = build(a_site(), Options(url=host.url, user="u", password="x"), outbound).problems()
    outbound.close()

    assert words in problem


def test_a_closed_door_is_a_problem(host, site):
    [problem] = build(a_site(), Options(url=host.url, user="u", password="x"), GuardedOutbound()).problems()

    assert "[outbound]" in problem


def test_a_post_is_found_by_the_number_at_the_end_of_its_permalink(publish, host, site):
    page = "http://blog.example/archives/12"

    def numbered(received):
        found = [{"id": 12, "link": page}] if received.query.get("include") == "12" else []
        return Reply.of_json(found) if "/posts" in received.target else site(received)

    host.respond = numbered
    publish(page=page)

    assert site.comments[1]["post"] == 12


@pytest.mark.parametrize("page", ["http://other.example/2026/harbour", "http://blog.example/", "http://blog.example/x"])
def test_a_page_that_is_no_posts_permalink_is_final(publish, site, page):
    with pytest.raises(DeliveryFailed, match="no post whose permalink") as caught:
        publish(page=page)

    assert caught.value.failure is Failure.PERMANENT


def test_a_permalink_is_recognised_with_an_ending_a_slash_and_another_scheme(publish, site):
    assert publish(page="https://blog.example/2026/harbour/?utm_source=mail").remote_id == "1"


def test_deleting_what_may_not_be_deleted_is_a_failure(publish, host, site):
    publish()
    host.respond = lambda received: refusal(500, "rest_cannot_delete") if received.method == "POST" else site(received)
    with pytest.raises(DeliveryFailed, match="rest_cannot_delete"):
        publish(status=Status.ERASED)
