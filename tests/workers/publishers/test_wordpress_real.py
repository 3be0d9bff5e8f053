import itertools
import json
import re

import pytest
import urllib3

from service.domain.comment import Status
from service.domain.delivery import DeliveryFailed, Failure
from tests.builders import a_site
from tests.wordpress.proxy import creates_a_comment, forward, in_front_of
from tests.workers.publishers.building import a_publication
from workers.outbound import GuardedOutbound
from workers.publishers.wordpress import Options, build
from workers.wordpress.copies import Copies

pytestmark = [pytest.mark.wordpress, pytest.mark.xdist_group("wordpress")]
NUMBERS = itertools.count(1)


@pytest.fixture(name="outbound")
def _outbound(wordpress):
    outbound = GuardedOutbound(allow=[wordpress.place])
    yield outbound
    outbound.close()


def publisher(wordpress, outbound, *, user="publisher", password=None, url=None):
    password = password or wordpress.passwords[user]
    return build(a_site(), Options(url=url or wordpress.url, user=user, password=password), outbound)


@pytest.fixture(name="ours")
def _ours(wordpress, outbound):
    return publisher(wordpress, outbound)


@pytest.fixture(name="comment")
def _comment(wordpress):
    """The fields of a comment that no other test has."""
    number = next(NUMBERS)
    return {
        "id": f"0197f3a1-0000-7000-8000-{number:012d}",
        "page": wordpress.posts["open"].page,
        "host_post": wordpress.posts["open"].id,
        "body": f"Body number {number} of the harbour.",
    }


def shown(wordpress, comment, *, post="open"):
    """How often the comment is in the article that readers see."""
    return wordpress.html(wordpress.posts[post].page).count(comment["body"])


def copies(ours, comment):
    publication = a_publication(**comment)
    return Copies(rest=ours.rest, author=f"{comment['id']}@comments.invalid", now=publication.now).all()


def anonymous(wordpress, query):
    return urllib3.request("GET", f"{wordpress.url}/?rest_route=/wp/v2/comments&{query}", retries=False)


def test_an_approved_comment_is_in_the_article(wordpress, ours, comment):
    receipt = ours.reconcile(a_publication(**comment))

    assert shown(wordpress, comment) == 1
    assert receipt.remote_id == str(copies(ours, comment)[0].id)
    assert receipt.page is None


def test_a_repetition_changes_nothing(wordpress, ours, comment):
    first = ours.reconcile(a_publication(**comment))

    assert ours.reconcile(a_publication(**comment)) == first
    assert shown(wordpress, comment) == 1


def test_the_rest_root_may_be_given_instead_of_the_site(wordpress, outbound, comment):
    ours = publisher(wordpress, outbound, url=f"{wordpress.url}/wp-json/")

    assert ours.reconcile(a_publication(**comment)).remote_id
    assert shown(wordpress, comment) == 1


@pytest.mark.parametrize("status", [Status.HELD, Status.SPAM, Status.REJECTED, Status.ERASED])
def test_a_comment_that_is_no_longer_approved_is_taken_down_and_can_come_back(wordpress, ours, comment, status):
    ours.reconcile(a_publication(**comment))
    ours.reconcile(a_publication(**comment, status=status))
    assert shown(wordpress, comment) == 0

    ours.reconcile(a_publication(**comment))
    assert shown(wordpress, comment) == 1


def test_an_erased_comment_leaves_nothing_behind(ours, comment):
    ours.reconcile(a_publication(**comment))
    ours.reconcile(a_publication(**comment, status=Status.REJECTED))
    ours.reconcile(a_publication(**comment, status=Status.ERASED))

    assert copies(ours, comment) == []


def test_a_comment_that_was_never_approved_is_not_created(ours, comment):
    assert ours.reconcile(a_publication(**comment, status=Status.HELD)).remote_id is None
    assert copies(ours, comment) == []


def test_text_is_shown_as_it_was_typed(wordpress, ours, comment):
    typed = {**comment, "name": "Ada <b> & Co", "body": comment["body"] + " 1 < 2 & <script>alert(1)</script> &lt;"}
    ours.reconcile(a_publication(**typed))

    page = wordpress.html(wordpress.posts["open"].page)
    assert "<script>alert(1)" not in page
    assert comment["body"] + " 1 &lt; 2 &amp; &lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;" in page
    assert "Ada &lt;b&gt; &amp; Co" in page


def test_what_the_host_is_told_comes_from_the_submission(wordpress, ours, comment):
    remote = ours.reconcile(a_publication(**comment, url="https://ada.example/")).remote_id

    kept = ours.rest.call("GET", f"/wp/v2/comments/{remote}", query={"context": "edit"}, now=a_publication().now)
    assert kept["date_gmt"] == "2026-11-21T09:30:15"
    assert kept["author"] == 0
    assert kept["author_url"] == "https://ada.example/"
    assert kept["author_email"] == f"{comment['id']}@comments.invalid"


def test_address_and_agent_survive_a_change_of_status(ours, comment):
    ours.reconcile(a_publication(**comment))
    ours.reconcile(a_publication(**comment, status=Status.HELD, address="", agent=""))

    [kept] = copies(ours, comment)
    assert (kept.address, kept.agent, kept.status) == ("203.0.113.0", "Mozilla/5.0", "hold")


def test_an_address_that_is_no_longer_known_is_not_replaced_by_ours(ours, comment):
    ours.reconcile(a_publication(**comment, address="", agent=""))

    [kept] = copies(ours, comment)
    assert (kept.address, kept.agent) == ("0.0.0.0", "-")


@pytest.mark.parametrize("answered", range(4))
def test_a_lost_answer_and_a_retry_show_one_comment(wordpress, ours, comment, answered):
    with in_front_of(wordpress) as proxy:
        outbound = GuardedOutbound(allow=[proxy.place])
        proxy.lose_answers_to = lambda _: len(proxy.requests) > answered
        with pytest.raises(DeliveryFailed) as caught:
            publisher(wordpress, outbound, url=proxy.url).reconcile(a_publication(**comment))
        outbound.close()
    assert caught.value.failure is Failure.UNREACHABLE

    ours.reconcile(a_publication(**comment))

    assert [copy.status for copy in copies(ours, comment)] == ["approved"]
    assert shown(wordpress, comment) == 1


def test_a_creation_that_finds_its_own_first_try_is_a_success(wordpress, ours, comment):
    """The first try lands between the look and the creation, and WordPress answers 409."""
    with in_front_of(wordpress) as proxy:
        outbound = GuardedOutbound(allow=[proxy.place])

        def landing_twice(received):
            if creates_a_comment(received):
                assert forward(received, wordpress).status == 201
            return forward(received, wordpress)

        proxy.respond = landing_twice
        publisher(wordpress, outbound, url=proxy.url).reconcile(a_publication(**comment))
        outbound.close()

    assert [copy.status for copy in copies(ours, comment)] == ["approved"]


def test_a_first_try_that_lands_after_the_retry_stays_hidden(wordpress, ours, comment):
    with in_front_of(wordpress) as proxy, wordpress.switched("no_duplicate_check"):
        outbound = GuardedOutbound(allow=[proxy.place])
        proxy.lose_answers_to = creates_a_comment
        proxy.respond = lambda received: None if creates_a_comment(received) else forward(received, wordpress)
        with pytest.raises(DeliveryFailed):
            publisher(wordpress, outbound, url=proxy.url).reconcile(a_publication(**comment))
        late = next(request for request in proxy.requests if creates_a_comment(request))
        outbound.close()

        first = ours.reconcile(a_publication(**comment))
        assert forward(late, wordpress).status == 201
        assert [copy.status for copy in copies(ours, comment)] == ["approved", "hold"]
        assert shown(wordpress, comment) == 1

        assert ours.reconcile(a_publication(**comment)) == first
        assert [copy.status for copy in copies(ours, comment)] == ["approved", "trash"]


def test_two_shown_copies_become_one(wordpress, ours, comment):
    ours.reconcile(a_publication(**comment))
    with wordpress.switched("no_duplicate_check"):
        twin = {"author_name": "Ada", "content": comment["body"], "post": comment["host_post"]}
        made = Copies(rest=ours.rest, author=f"{comment['id']}@comments.invalid", now=a_publication().now).create(twin)
    Copies(rest=ours.rest, author="", now=a_publication().now).turn(made[1], "approved", address="", agent="")
    assert shown(wordpress, comment) == 2

    ours.reconcile(a_publication(**comment))
    assert shown(wordpress, comment) == 1


@pytest.mark.parametrize("post", ["open", "second", "page"])
def test_the_post_is_found_by_its_page(wordpress, ours, comment, post):
    alone = {**comment, "host_post": None, "page": wordpress.posts[post].page + "?utm_source=mail"}
    ours.reconcile(a_publication(**alone))

    assert shown(wordpress, comment, post=post) == 1


def test_the_post_is_found_by_the_number_in_its_page(wordpress, ours, comment):
    alone = {**comment, "host_post": None, "page": f"{wordpress.url}/?p={wordpress.posts['second'].id}"}
    ours.reconcile(a_publication(**alone))

    assert shown(wordpress, comment, post="second") == 1


@pytest.mark.parametrize("post", ["open", "page"])
def test_the_page_of_a_post_number_is_told(wordpress, ours, comment, post):
    numbered = {**comment, "page": "", "host_post": wordpress.posts[post].id}

    assert ours.reconcile(a_publication(**numbered)).page == wordpress.posts[post].page


def test_a_page_without_post_is_final_and_says_what_to_do(wordpress, ours, comment):
    elsewhere = {**comment, "host_post": None, "page": f"{wordpress.url}/2025/01/winter-timetable-stays/"}
    with pytest.raises(DeliveryFailed, match="no post whose permalink is") as caught:
        ours.reconcile(a_publication(**elsewhere))

    assert caught.value.failure is Failure.PERMANENT


def test_closed_comments_are_final_and_say_what_to_do(wordpress, ours, comment):
    with pytest.raises(DeliveryFailed, match="Comments on this post are closed") as caught:
        ours.reconcile(a_publication(**{**comment, "host_post": wordpress.posts["closed"].id}))

    assert caught.value.failure is Failure.PERMANENT


def test_a_reply_stands_below_its_parent(wordpress, ours, comment):
    parent = ours.reconcile(a_publication(**comment)).remote_id
    number = next(NUMBERS)
    reply = {**comment, "id": f"0197f3a1-0000-7000-8000-{number:012d}", "body": f"Reply number {number}."}
    ours.reconcile(a_publication(**reply, parent=parent))

    page = wordpress.html(wordpress.posts["open"].page)
    nested = re.search(rf'<li id="comment-{parent}".*?<ol class="children">(.*?)</ol>', page, re.DOTALL)
    assert nested
    assert reply["body"] in nested[1]


def test_nobody_finds_out_whether_an_email_has_commented(wordpress, ours, comment):
    ours.reconcile(a_publication(**comment))

    assert json.loads(anonymous(wordpress, "search=ada@example.org").data) == []
    assert "ada@example.org" not in wordpress.written("mail")


def test_a_plugin_that_decides_otherwise_is_reported(wordpress, ours, comment):
    with (
        wordpress.switched("second_opinion", "spam"),
        pytest.raises(DeliveryFailed, match="approved and it made it spam") as caught,
    ):
        ours.reconcile(a_publication(**comment))

    assert caught.value.failure is Failure.REFUSED
    ours.reconcile(a_publication(**comment))
    assert shown(wordpress, comment) == 1


def test_a_wrong_password_is_tried_again_and_says_what_to_do(wordpress, outbound, comment):
    ours = publisher(wordpress, outbound, password="wrong")
    with pytest.raises(DeliveryFailed, match="Make a new application password") as caught:
        ours.reconcile(a_publication(**comment))

    assert caught.value.failure is Failure.REFUSED
    assert ours.problems() == [caught.value.message]


def test_a_role_that_may_too_little_is_reported_before_anything_is_created(wordpress, outbound, ours, comment):
    minimal = publisher(wordpress, outbound, user="minimal")
    with pytest.raises(DeliveryFailed, match="edit_others_posts") as caught:
        minimal.reconcile(a_publication(**comment))

    assert caught.value.failure is Failure.REFUSED
    assert copies(ours, comment) == []
    assert minimal.problems() == [
        "The WordPress user lacks edit_posts, edit_others_posts, edit_published_posts. "
        "Give its role these capabilities."
    ]


def test_the_plugins_role_is_all_right(ours):
    assert ours.problems() == []


def test_an_editors_password_is_reported(wordpress, outbound):
    [problem] = publisher(wordpress, outbound, user="editor").problems()

    assert "unfiltered HTML" in problem


def test_an_address_without_wordpress_is_reported(wordpress, outbound):
    [problem] = publisher(wordpress, outbound, url=f"{wordpress.url}/wp-includes").problems()

    assert "does not come from WordPress's REST interface" in problem
