import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import markup_spam


@pytest.mark.parametrize(
    ("body", "given"),
    [
        ("plain [1] {x} a|b", 0),
        ("[url=http://a.example]x[/url]", 2.5),
        ("[URL]http://a.example[/URL]", 2.5),
        ("[link=http://a.example]x[/link]", 2.5),
        ('<a href="http://a.example">x</a>', 0.2),
        ('<A class=b HREF="http://a.example">x</A>', 0.2),
        ("<b>bold</b>", 0),
        ("{Great|Nice} post", 1.5),
        ("{Great|Nice} {post|article}", 2.5),
        ("if (a) { return b || c; }", 0),
        ("[url=a]x[/url] <a href=b> {aa|bb} {cc|dd}", 4.0),
    ],
    ids=["plain", "bbcode", "bare bbcode", "link", "html", "html capitals", "bold", "template", "two", "code", "all"],
)
def test_points_by_kind_of_markup(body, given):
    assert points(markup_spam, body) == given


def test_the_reason_says_what_and_the_span_where():
    found = opinion(markup_spam, "See [url=http://a.example]x[/url]")
    assert found.reason == "Holds BBCode links, which this form does not use."
    assert found.span == (4, 26)


def test_html_links_can_be_allowed():
    assert points(markup_spam, '<a href="http://a.example">x</a>', options={"html_links": 0.0}) == 0
