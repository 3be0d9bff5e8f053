"""The pages are never a place where a comment's code runs."""

import pytest

from service.domain.comment import Decision
from service.usecases.decide import decide
from tests.e2e.pages.people import ON_DEMO, sign_in
from tests.scenes import evidence, judged, one_approved_by_hand

pytestmark = pytest.mark.browser

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    'http://x.example/"onmouseover="alert(1)',
    "{{ 7 * 7 }}</textarea><iframe srcdoc='<script>alert(1)</script>'>",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_a_reader_types_is_run(open_page, services, token, attack):
    where = {"name": attack[:100], "body": f"{attack}\n\nhttp://x.example/?{attack}", "title": attack}
    comment = judged(services, evidence(3, attack, span=(0, 8)), url=f"http://x.example/{attack}", **where)
    one_approved_by_hand(services, url=f"javascript:{attack}", **where, **ON_DEMO)
    decide(services, comment, Decision.REJECT, actor=attack, reason=attack)
    decide(services, comment, Decision.UNDO, actor="Mona")
    page = open_page()
    sign_in(page, token)
    for path in ("/review/?status=all", f"/review/comments/{comment}", f"/review/?decided={comment}", "/demo/"):
        page.goto(path)
        assert page.locator("script, iframe, svg, img, [onerror], [onload], [onmouseover]").count() == 0
        assert page.locator("a[href^='javascript:' i]").count() == 0
        assert attack[:20] in page.locator("main").inner_text()
