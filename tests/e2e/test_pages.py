"""What people see, in a real Chromium: reachable by everybody, and never a place where a comment's code runs."""

import pytest

from service.domain.comment import Decision, Status
from service.domain.token import EVERY_SITE, Verb
from service.usecases import review, tokens
from service.usecases.decide import decide
from tests.browser import chromium, served, violations
from tests.builders import a_site, some_settings
from tests.scenes import approved, evidence, held, judged

pytestmark = pytest.mark.browser

PATIENCE_MILLISECONDS = 10_000
PHONE = {"width": 360, "height": 740}
HERE = "http://127.0.0.1:8080"
ON_DEMO = {"site": "demo", "page": f"{HERE}/demo/"}
PAGES = (
    "/review/sign-in",
    "/review/",
    "/review/?select=all",
    "/review/?status=rejected",
    "/review/comments/{comment}",
    "/review/nothing",
    "/demo/?sent=1",
    "/demo/webhooks",
    "/v1/sites/demo/form?page=" + ON_DEMO["page"],
)
LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 8
ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    'http://x.example/"onmouseover="alert(1)',
    "{{ 7 * 7 }}</textarea><iframe srcdoc='<script>alert(1)</script>'>",
)


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture
def settings(tmp_path):
    return some_settings(tmp_path, sites=[a_site(), a_site(name="demo", origins=(HERE,))])


@pytest.fixture
def address(app):
    with served(app) as found:
        yield found


@pytest.fixture
def open_page(browser, address):
    """Opens pages, and fails if one of them complained on its console or ran a comment's code."""
    contexts, complaints = [], []

    def opened(path="/review/sign-in", **options):
        contexts.append(browser.new_context(base_url=address, **options))
        contexts[-1].set_default_timeout(PATIENCE_MILLISECONDS)
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text) if _is_complaint(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(path)
        return page

    yield opened
    for one in contexts:
        one.close()
    assert complaints == []


def _is_complaint(message):
    # Chromium reports each answer of 400 and more as an error; the pages with errors are meant to be looked at.
    return message.type in ("error", "warning") and "the server responded with a status of" not in message.text


@pytest.fixture
def token(services):
    return tokens.create(services, "Mona", sites=[EVERY_SITE], verbs=list(Verb))


@pytest.fixture
def comment(services):
    """A held comment with everything that its page can show, among others that need room."""
    approved(services, name="Ilse", body="I kept the list. http://list.example/" + "x" * 200, **ON_DEMO)
    held(services, name=LONG_WORD[:100], body=LONG_WORD)
    judged(
        services, evidence(0, "The links check took too long.", failed=True, check="links"), name="سارة", body="مرحبا"
    )
    body = "Great!! CHECK OUT http://cheap-pills.example for the best prices"
    found = judged(
        services,
        evidence(2.2, "A link that nobody has posted before.", check="links", span=(18, 45)),
        evidence(1.4, "It asks readers to go elsewhere.", check="call_to_action", span=(8, 30)),
        evidence(-0.5, "The form was filled in at a human pace.", check="form_timing"),
        name="Pharmacy",
        body=body,
        url="http://pharmacy.example/",
    )
    decide(services, found, Decision.SPAM, actor="Bob", reason="advertising")
    decide(services, found, Decision.UNDO, actor="Mona")
    return found


def sign_in(page, token):
    page.goto("/review/sign-in")
    page.get_by_label("token").fill(token)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", level=1, name="Held").wait_for()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_barrier_in_light_and_dark(open_page, token, comment, path):
    page = open_page()
    if path.startswith("/review/") and "sign-in" not in path:
        sign_in(page, token)
    page.goto(path.format(comment=comment))
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        assert violations(page) == [], colours


def test_axe_finds_no_barrier_in_what_went_wrong(open_page, address):
    page = open_page()
    page.get_by_label("token").fill("rj_wrong")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    assert violations(page) == []
    page.goto(f"/v1/sites/demo/form?page={ON_DEMO['page']}")
    page.get_by_label("Name").fill("Ada")
    page.locator("form").evaluate("form => { form.noValidate = true; form.requestSubmit() }")
    page.get_by_role("alert").wait_for()
    assert violations(page) == []


def test_a_phone_never_scrolls_sideways(open_page, token, comment):
    page = open_page(viewport=PHONE)
    sign_in(page, token)
    for path in PAGES:
        page.goto(path.format(comment=comment))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path


def test_text_at_twice_the_size_needs_no_scrolling_sideways(open_page, token, comment):
    page = open_page(viewport=PHONE)
    sign_in(page, token)
    for path in ("/review/", f"/review/comments/{comment}", "/demo/"):
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path


def test_the_keyboard_is_enough_to_decide_and_its_focus_is_seen(open_page, services, token):
    comment = held(services)
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
    comment = held(services)
    page = open_page()
    sign_in(page, token)
    page.goto(f"/review/comments/{comment}")
    page.get_by_label("Reason").fill("Off topic")
    page.keyboard.press("Enter")
    assert page.get_by_label("Reason").input_value() == "Off topic\n"
    assert review.detail(services, comment).comment.status is Status.HELD


def test_text_that_runs_right_to_left_does(open_page, services, token):
    comment = judged(services, evidence(3, span=(0, 5)), name="سارة", body="مرحبا بالعالم")
    page = open_page()
    sign_in(page, token)
    for path in ("/review/", f"/review/comments/{comment}"):
        page.goto(path)
        text = page.locator(".opening, .body").first
        assert text.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert page.locator("html").evaluate("one => getComputedStyle(one).direction") == "ltr"


def test_the_whole_work_is_done_without_scripts(open_page, services, token):
    other, comment = held(services, name="Grace"), held(services, name="Ada")
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
    comments = [held(services, name=name) for name in ("Ada", "Grace", "Edith")]
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


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_a_reader_types_is_run(open_page, services, token, attack):
    where = {"name": attack[:100], "body": f"{attack}\n\nhttp://x.example/?{attack}", "title": attack}
    comment = judged(services, evidence(3, attack, span=(0, 8)), url=f"http://x.example/{attack}", **where)
    approved(services, url=f"javascript:{attack}", **where, **ON_DEMO)
    decide(services, comment, Decision.REJECT, actor=attack, reason=attack)
    decide(services, comment, Decision.UNDO, actor="Mona")
    page = open_page()
    sign_in(page, token)
    for path in ("/review/?status=all", f"/review/comments/{comment}", f"/review/?decided={comment}", "/demo/"):
        page.goto(path)
        assert page.locator("script, iframe, svg, img, [onerror], [onload], [onmouseover]").count() == 0
        assert page.locator("a[href^='javascript:' i]").count() == 0
        assert attack[:20] in page.locator("main").inner_text()
