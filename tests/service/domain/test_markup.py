from html.parser import HTMLParser
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.markup import body_html

LINK = '<a href="{0}" rel="ugc nofollow noopener">{0}</a>'


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("one", "<p>one</p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("one\r\n\r\n \r\ntwo", "<p>one</p><p>two</p>"),
        ("\n\n one \n\n", "<p>one</p>"),
        ("", ""),
        ("a < b & \"c\" 'd'", "<p>a &lt; b &amp; &quot;c&quot; &#x27;d&#x27;</p>"),
        ("bell\x07\x00", "<p>bell</p>"),
    ],
    ids=["plain", "line", "paragraphs", "edges", "empty", "escaped", "controls"],
)
def test_lines_and_paragraphs(body, html):
    assert body_html(body) == html


@pytest.mark.parametrize(
    ("body", "url", "rest"),
    [
        ("http://a.example/x", "http://a.example/x", ""),
        ("HTTPS://A.example", "HTTPS://A.example", ""),
        ("http://a.example/x.", "http://a.example/x", "."),
        ("http://a.example/x?!", "http://a.example/x", "?!"),
        ("http://a.example/b_(c))", "http://a.example/b_(c)", ")"),
        ("http://a.example/?a=1&b=2", "http://a.example/?a=1&amp;b=2", ""),
        ("http://a.example。", "http://a.example", "。"),
    ],
    ids=["plain", "capitals", "full stop", "marks", "brackets", "ampersand", "ideographic stop"],
)
def test_bare_links_become_links_without_the_sentence_around_them(body, url, rest):
    assert body_html(body) == f"<p>{LINK.format(url)}{rest}</p>"


def test_a_link_inside_chinese_is_found():
    assert LINK.format("http://a.example/") in body_html("访问http://a.example/ 吧")


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//http://a.example",
    'http://a.example/"onmouseover="alert(1)',
    "http://a.example/'onmouseover='alert(1)",
    "http://a.example/><script>alert(1)</script>",
    "http://a.example/`onclick=alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "<a href='javascript:alert(1)'>x</a>",
    "http://javascript:alert(1)@a.example",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<svg/onload=alert(1)>",
    "</p><iframe src=//a.example>",
    'http://a.example/\x00"><b>',
    "http://a.example/&quot;onclick=alert(1)",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>]]>",
    "http://http://a.example/<b>",
    "\u2028<b>\u2029",
    "<p style=x>",
]


class Reader(HTMLParser):
    """Notes every tag with its attributes, and whatever is not plain text."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.strange, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)

    def handle_comment(self, data):
        self.strange.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def _assert_safe(body):
    reader = Reader()
    reader.feed(body_html(body))
    reader.close()
    assert reader.strange == []
    for tag, attributes in reader.tags:
        if tag == "a":
            assert set(attributes) == {"href", "rel"}
            assert attributes["href"].lower().startswith(("http://", "https://"))
            assert attributes["rel"] == "ugc nofollow noopener"
        else:
            assert (tag, attributes) in (("p", {}), ("br", {}))
    return "".join(reader.text)


@pytest.mark.parametrize("body", ATTACKS, ids=ascii)
def test_attacks_come_out_as_text(body):
    _assert_safe(body)


@given(
    st.text()
    | st.lists(st.sampled_from([*ATTACKS, "http://", "https://a.example", "\n\n", '"', "<", ")", "("])).map("".join)
)
def test_whatever_is_written_only_p_br_and_safe_links_come_out(body):
    _assert_safe(body)


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"])))
def test_no_visible_character_is_lost(body):
    assert _assert_safe(body) == body


def test_a_hundred_long_comments_take_no_time():
    began = perf_counter()
    for body in [
        "word http://a.example/x)))) " * 100,
        "(" * 20_000,
        "http://" * 3_000,
        ")" * 20_000,
        "\n \n" * 5_000,
    ] * 20:
        body_html(body)
    assert perf_counter() - began < 5
