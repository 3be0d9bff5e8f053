"""What docs/publishers.md gives to owners of static sites does in a browser what it says."""

import re
from pathlib import Path

import pytest

from tests.builders import a_site
from tests.workers.publishers.building import a_comment, a_thread
from workers.outbound import GuardedOutbound
from workers.publishers.static_site import Options, build

pytestmark = pytest.mark.browser

DOCUMENT = Path(__file__).parents[3] / "docs" / "publishers.md"
PAGES = (
    "https://blog.example.org/2026/harbour/",
    "http://blog.example.org/2026/harbour/",
    "http://blog.example.org:1313/",
    "https://blog.example.org:8443/about/",
)


@pytest.fixture
def static_site(open_page, tmp_path):
    """A browser for which blog.example.org serves the documented HTML, and below /published/ what was written."""
    html = "<!doctype html><title>Harbour</title>" + "".join(
        re.findall(r"^```html\n(.*?)^```$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    )
    published = tmp_path / "published"

    def answer(route):
        _, found, file = route.request.url.partition("/published/")
        if found:
            route.fulfill(path=published / file) if (published / file).exists() else route.fulfill(status=404)
        else:
            route.fulfill(status=200, content_type="text/html; charset=utf-8", body=html)

    page = open_page()
    page.route(re.compile(r"^https?://blog\.example\.org[:/]"), answer)
    return page


@pytest.mark.parametrize("where", PAGES)
def test_the_script_shows_the_comments_of_its_page(static_site, tmp_path, where):
    publisher = build(a_site(), Options(directory=str(tmp_path / "published")), GuardedOutbound())
    comment = a_comment(name="<b>Ada</b> & Co", body="Is there <b>cake</b>?\n\nhttp://cake.example/")
    publisher.write(a_thread(comment, page=where))
    static_site.goto(where)
    shown = static_site.locator("#comments li")
    shown.wait_for()
    assert "<b>Ada</b> & Co" in shown.inner_text()
    assert "Is there <b>cake</b>?" in shown.inner_text()
    assert shown.get_by_role("link").get_attribute("href") == "http://cake.example/"


def test_a_page_without_comments_shows_none(static_site):
    with static_site.expect_response("**/published/**") as asked:
        static_site.goto(PAGES[0])
    assert asked.value.status == 404
    assert static_site.locator("#comments li").count() == 0


def test_the_thank_you_appears_only_after_a_comment_and_the_trap_never(static_site):
    static_site.goto(PAGES[0])
    thanks = static_site.get_by_text("Thank you.")
    assert not thanks.is_visible()
    static_site.goto(f"{PAGES[0]}#rejoinder")
    assert thanks.is_visible()
    assert static_site.get_by_label("Leave this empty").bounding_box()["x"] < 0
