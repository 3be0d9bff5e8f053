"""Everybody can read the pages: with a screen reader, on a phone, in the dark, in large letters, right to left."""

import pytest

from service.domain.comment import Decision
from service.domain.delivery import DeliveryStatus
from service.http import mailbox
from service.storage import deliveries
from service.usecases import review
from service.usecases.decide import decide
from tests.browser import violations
from tests.e2e.pages.people import ON_DEMO, sign_in
from tests.scenes import a_held_comment, evidence, judged, one_approved_by_hand

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
PAGES = (
    "/review/sign-in",
    "/review/",
    "/review/?select=all",
    "/review/?status=rejected",
    "/review/comments/{comment}",
    "/review/campaigns/{campaign}?changed=2&already=1&refused=1&left=1",
    "/review/deliveries",
    "/review/nothing",
    "/demo/?sent=1",
    "/demo/webhooks",
    "/v1/sites/demo/form?page=" + ON_DEMO["page"],
)
LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 8


@pytest.fixture
def comment(services):
    """A held comment with everything that its page can show, among others that need room."""
    one_approved_by_hand(services, name="Ilse", body="I kept the list. http://list.example/" + "x" * 200, **ON_DEMO)
    a_held_comment(services, name=LONG_WORD[:100], body=LONG_WORD)
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
    _fill_the_other_pages(services)
    return found


@pytest.fixture
def campaign(services, comment):
    """A campaign of which that comment is one."""
    copy = f"{review.detail(services, comment).comment.body} of all"
    found = judged(services, evidence(2.2), name=LONG_WORD[:100], body=copy)
    return review.detail(services, found).campaign.id


def _fill_the_other_pages(services):
    """A dead delivery, one that was tried in vain, and two webhooks in the demo's mailbox."""
    now, error = services.clock(), "`https://" + "long.host." * 12 + "example/` refused it."
    with services.database.begin() as tx:
        waiting = deliveries.listed(tx, status=DeliveryStatus.PENDING, sites=None, after="", limit=2)
        deliveries.bury(tx, waiting[0], at=now, error=error)
        deliveries.postpone(tx, waiting[1], at=now, until=now, error=error)
    for number in range(2):
        id = f"0197f3a1-0000-7000-8000-00000000000{number}"
        data = {"id": id, "site": "demo", "page": ON_DEMO["page"], "status": "held", "version": 2}
        event = {"type": "comment.held", "timestamp": "2026-11-22T10:00:00.000000Z", "data": data}
        mailbox.keep(services.settings.home / "demo-webhooks.jsonl", {"id": id, **event})


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_barrier_in_light_and_dark(open_page, token, comment, campaign, path):
    page = open_page()
    if path.startswith("/review/") and "sign-in" not in path:
        sign_in(page, token)
    page.goto(path.format(comment=comment, campaign=campaign))
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


def test_a_phone_never_scrolls_sideways(open_page, token, comment, campaign):
    page = open_page(viewport=PHONE)
    sign_in(page, token)
    for path in PAGES:
        page.goto(path.format(comment=comment, campaign=campaign))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path


def test_text_at_twice_the_size_needs_no_scrolling_sideways(open_page, token, comment, campaign):
    page = open_page(viewport=PHONE)
    sign_in(page, token)
    for path in ("/review/", f"/review/comments/{comment}", f"/review/campaigns/{campaign}", "/demo/"):
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path


def test_text_that_runs_right_to_left_does(open_page, services, token):
    comment = judged(services, evidence(3, span=(0, 5)), name="سارة", body="مرحبا بالعالم")
    page = open_page()
    sign_in(page, token)
    for path in ("/review/", f"/review/comments/{comment}"):
        page.goto(path)
        text = page.locator(".opening, .body").first
        assert text.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert page.locator("html").evaluate("one => getComputedStyle(one).direction") == "ltr"
