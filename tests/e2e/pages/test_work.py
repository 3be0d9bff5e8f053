"""The work can be done with the keyboard alone, and without scripts."""

import pytest

from service.domain.comment import Status
from service.usecases import review
from tests.e2e.pages.people import HERE, ON_DEMO, sign_in
from tests.scenes import a_held_comment

pytestmark = pytest.mark.browser


def test_the_keyboard_is_enough_to_decide_and_its_focus_is_seen(open_page, services, token):
    comment = a_held_comment(services)
    page = open_page()
    page.locator("#token:focus").wait_for()  # nobody needs to look for the field
    page.keyboard.type(token)
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Held").wait_for()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "approve":
            break
    assert page.evaluate("document.activeElement.innerText").startswith("Approve")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.get_by_role("status").wait_for()
    assert review.detail(services, comment).comment.status is Status.APPROVED


def test_the_first_tab_skips_to_the_content(open_page, token):
    page = open_page(reduced_motion="reduce")  # the link would take a moment to slide in
    sign_in(page, token)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to content"
    assert page.get_by_text("Skip to content").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_enter_in_the_reason_decides_nothing(open_page, services, token):
    comment = a_held_comment(services)
    page = open_page()
    sign_in(page, token)
    page.goto(f"/review/comments/{comment}")
    page.get_by_label("Reason").fill("Off topic")
    page.keyboard.press("Enter")
    assert page.get_by_label("Reason").input_value() == "Off topic\n"
    assert review.detail(services, comment).comment.status is Status.HELD


def test_the_whole_work_is_done_without_scripts(open_page, services, token):
    other, comment = a_held_comment(services, name="Grace"), a_held_comment(services, name="Ada")
    page = open_page("/review/", java_script_enabled=False)
    page.get_by_label("token").fill(token)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Ada").click()
    page.get_by_label("Reason").fill("A regular of ours.")
    page.get_by_role("button", name="Approve").click()
    assert "You approved the comment of Ada." in page.get_by_role("status").inner_text()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Grace")
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Mark spam the comment of Grace").click()
    page.get_by_role("link", name="Spam 1").click()
    assert page.get_by_role("heading", level=2).inner_text() == "Grace"
    page.get_by_role("button", name="Sign out").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Sign in to moderate"
    assert review.detail(services, comment).comment.status is Status.HELD
    assert review.detail(services, other).comment.status is Status.SPAM


def test_many_are_decided_at_once_without_scripts(open_page, services, token):
    comments = [a_held_comment(services, name=name) for name in ("Ada", "Grace", "Edith")]
    page = open_page("/review/", java_script_enabled=False)
    sign_in(page, token)
    page.get_by_label("Select the comment of Ada").check()
    page.get_by_label("Select the comment of Edith").check()
    page.get_by_role("button", name="Mark spam all selected").click()
    assert "You marked 2 comments as spam." in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("link", name="Select all 3").click()
    page.get_by_role("button", name="Approve all selected").click()
    page.get_by_role("link", name="Approved 3").wait_for()
    assert {review.detail(services, one).comment.status for one in comments} == {Status.APPROVED}


def test_a_whole_campaign_is_decided_with_the_keyboard_and_without_scripts(open_page, services, token):
    body = "CHECK OUT http://cheap-pills.example for the best prices of all, my friends"
    comments = [a_held_comment(services, name=name, body=f"{body} {name}") for name in ("Ada", "Grace", "Edith")]
    page = open_page("/review/", java_script_enabled=False)
    sign_in(page, token)
    page.get_by_role("link", name="Grace").click()
    page.get_by_role("link", name="3 comments like this").click()
    assert page.get_by_role("heading", level=1).inner_text() == "3 comments like this"
    page.get_by_label("Reason").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.locator("button:focus").inner_text().startswith("Mark spam")
    page.keyboard.press("Enter")
    assert "3 comments changed." in page.get_by_role("status").inner_text()
    assert {review.detail(services, one).comment.status for one in comments} == {Status.SPAM}
    page.get_by_role("button", name="Undo all 3 comments").click()
    page.get_by_text("3 held").wait_for()
    assert {review.detail(services, one).comment.status for one in comments} == {Status.HELD}


def test_a_reader_comments_without_scripts(open_page, services, address):
    page = open_page("/demo/", java_script_enabled=False)
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_label("Comment *").fill("The boat never waits.")
    with page.expect_response(lambda answer: answer.status == 303) as answered:
        _to_this_server(page, address)
        page.get_by_role("button", name="Post comment").click()
    assert answered.value.headers["location"] == f"{ON_DEMO['page']}?sent=1#thanks"
    (kept,) = review.queue(services, sites=["demo"], status=None, after=None, limit=2).comments
    assert (kept.name, kept.body, kept.page) == ("Ada", "The boat never waits.", ON_DEMO["page"])


def _to_this_server(page, address):
    """The site's address is made up, so the way back leads to nobody: send it here."""
    page.route(f"{HERE}/**", lambda route: route.fulfill(status=200, body="thanks"))
