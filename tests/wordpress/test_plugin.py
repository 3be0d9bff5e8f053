"""The plugin that owners install, in a real WordPress."""

from urllib.parse import urlencode

import pytest
import urllib3

from tests.builders import a_site
from tests.wordpress.forms import form_in
from tests.workers.publishers.building import a_publication
from workers.outbound import GuardedOutbound
from workers.publishers.wordpress import Options, build

pytestmark = [pytest.mark.wordpress, pytest.mark.xdist_group("wordpress")]
ACTION = "https://comments.example/v1/sites/blog/comments"


@pytest.fixture(name="page")
def _page(wordpress):
    return wordpress.posts["open"].page


@pytest.fixture(name="ours")
def _ours(wordpress):
    with wordpress.switched("form_action", ACTION):
        yield


def natively(wordpress, **fields):
    body = {"author": "Ada", "email": "native@example.org", "comment_post_ID": wordpress.posts["open"].id, **fields}
    return urllib3.request(
        "POST",
        f"{wordpress.url}/wp-comments-post.php",
        body=urlencode(body),
        headers={"content-type": "application/x-www-form-urlencoded"},
        redirect=False,
        retries=False,
    )


def test_the_form_posts_to_us_with_the_page_and_the_way_back(wordpress, page, ours):
    action, fields = form_in(wordpress.html(page))

    assert action == ACTION
    assert fields == {
        "comment": "",
        "author": "",
        "email": "",
        "url": "",
        "submit": "Post Comment",
        "comment_post_ID": str(wordpress.posts["open"].id),
        "comment_parent": "0",
        "page": page,
        "return_url": f"{page}?rejoinder=received#respond",
    }


def test_the_reader_who_comes_back_is_thanked(wordpress, page, ours):
    assert "Thank you. Your comment will appear here" in wordpress.html(f"{page}?rejoinder=received")
    assert "Thank you. Your comment will appear here" not in wordpress.html(page)


def test_the_native_way_past_the_checks_is_shut(wordpress, page, ours):
    answer = natively(wordpress, comment="Past the checks.")

    assert answer.status == 403
    assert "Past the checks." not in wordpress.html(page)


def test_without_an_action_the_form_stays_native(wordpress, page):
    action, fields = form_in(wordpress.html(page))

    assert action == f"{wordpress.url}/wp-comments-post.php"
    assert "page" not in fields
    assert natively(wordpress, comment="In the old way.").status == 302


def test_a_closed_post_has_no_form(wordpress, ours):
    assert "commentform" not in wordpress.html(wordpress.posts["closed"].page)


def test_akismet_on_the_host_neither_judges_again_nor_sees_our_password(wordpress, ours):
    outbound = GuardedOutbound(allow=[wordpress.place])
    options = Options(url=wordpress.url, user="publisher", password=wordpress.passwords["publisher"])
    with wordpress.switched("akismet"):
        publication = a_publication(id="quiet", host_post=wordpress.posts["second"].id, body="Seen by no second judge.")
        build(a_site(), options, outbound).reconcile(publication)
        quiet = wordpress.written("outgoing")
        options = Options(url=wordpress.url, user="editor", password=wordpress.passwords["editor"])
        seen = a_publication(id="seen", host_post=wordpress.posts["second"].id, body="Seen by Akismet.")
        build(a_site(), options, outbound).reconcile(seen)
    outbound.close()

    assert "akismet" not in quiet
    assert "comment-check" in wordpress.written("outgoing")
    assert "Seen by no second judge." in wordpress.html(wordpress.posts["second"].page)
