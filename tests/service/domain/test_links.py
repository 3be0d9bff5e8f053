import pytest

from service.domain.text import normalise

FOUND = [
    pytest.param("see http://a.example/x?y=1#z.", ["http://a.example/x?y=1#z"], id="with scheme"),
    pytest.param("(https://a.example/Foo_(bar))", ["https://a.example/foo_(bar)"], id="brackets of its own"),
    pytest.param("www.a.example, then", ["www.a.example"], id="www"),
    pytest.param("go to spam.shop now", ["spam.shop"], id="bare domain"),
    pytest.param("go to bit.ly/abc", ["bit.ly/abc"], id="any ending with a path"),
    pytest.param("访问http://a.example吧", ["http://a.example"], id="inside Chinese"),
    pytest.param("пример.com", ["пример.com"], id="international"),
    pytest.param('<a href="http://a.example/">x</a>', ["http://a.example/"], id="HTML"),
    pytest.param("[url=http://a.example]x[/url]", ["http://a.example"], id="BBCode"),
    pytest.param("casino dot example", ["casino.example"], id="dot spelt out"),
    pytest.param("t . me/foo", ["t.me/foo"], id="spaced t.me"),
    pytest.param("node.js, file.py, e.g. this.That and 3.14", [], id="no links"),
    pytest.param("me@mail.example.com", [], id="an email"),
    pytest.param("http:// and https://", [], id="schemes alone"),
    pytest.param("the dot com boom", [], id="dot com boom"),
]


@pytest.mark.parametrize(("raw", "urls"), FOUND)
def test_links_are_found_however_they_are_written(raw, urls):
    assert [link.url for link in normalise(raw).links] == urls


@pytest.mark.parametrize(
    ("raw", "seen", "disguised"),
    [
        ("Look: http://a.example/x, ok", "http://a.example/x", False),
        ("&amp; hxxp://a\u200b.example/x!", "hxxp://a\u200b.example/x", True),
        ("at casino dot com today", "casino dot com", True),
        ("at 𝗰𝗮𝘀𝗶𝗻𝗼.𝗰𝗼𝗺 today", "𝗰𝗮𝘀𝗶𝗻𝗼.𝗰𝗼𝗺", True),
        ("𝗳𝗿𝗲𝗲 at a.com", "a.com", False),
        ("a.com is 𝗳𝗿𝗲𝗲", "a.com", False),
    ],
    ids=["plain", "hxxp", "dot", "styled", "disguise before", "disguise after"],
)
def test_a_link_knows_its_place_and_whether_it_was_disguised(raw, seen, disguised):
    (link,) = normalise(raw).links
    assert raw[slice(*link.span)] == seen
    assert link.disguised is disguised


@pytest.mark.parametrize("url", ["http://www.A.example:80/x", "https://user@a.example", "www.a.example/?q"])
def test_the_host_is_what_people_would_call_the_site(url):
    (link,) = normalise(url).links
    assert link.host == "a.example"
