"""Readers' texts: their normal form, their HTML, the places that addresses name."""

import re
from contextlib import suppress

from fuzz.target import Target, text_of
from service.domain.markup import body_html
from service.domain.site import origin_of
from service.domain.text import normalise
from service.http.fields import is_web_address
from workers.page_files import page_file
from workers.shown import shown

_OURS = re.compile(r'</?p>|<br>|<a href="https?://[^"<>]*" rel="ugc nofollow noopener">|</a>', re.IGNORECASE)

SEEDS = (
    b"The 7.10 boat never waits for the bus.",
    "𝗳𝗿𝗲𝗲 c a s i n o hxxp://win[.]example ｆｒｅｅ &#102;ree".encode(),
    "e\u0301\u0301\u0301 \u202egnp.exe \u200b\u200d\ufeff مرحبا 日本語".encode(),
    b"See (http://a.example/b_(c)) and https://xn--e1afmkfd.example/?q=<script>\r\n\r\nBye.",
    b"\xed\xa0\x80 half",
)


def normal_form(raw: bytes) -> None:
    """Every place of the normal form leads back into the text."""
    text = text_of(raw)
    normal = normalise(text)
    assert len(normal.starts) == len(normal.normal) + 1
    assert all(0 <= at <= len(text) for at in normal.starts)
    assert all(0 <= one.span[0] <= one.span[1] <= len(text) for one in (*normal.links, *normal.unmasked))
    assert normal.skeletons is not None and normal.words is not None


def html(raw: bytes) -> None:
    """No elements but ours."""
    rest = _OURS.sub("", body_html(text_of(raw)))
    assert "<" not in rest and ">" not in rest, rest


def places(raw: bytes) -> None:
    """No address leads out of the directory, and no secret is shown."""
    url = text_of(raw)
    with suppress(ValueError):
        path = page_file(url)
        assert not path.is_absolute() and ".." not in path.parts
        assert "\0" not in str(path)
    origin_of(url)
    is_web_address(url)
    assert "?" not in shown(url) and "#" not in shown(url)


PLACES = (
    b"https://blog.example/2026/harbour/",
    b"http://user:pass@blog.example:8080/../../etc/passwd?x=1#y",
    b"https://[::1]:443/index",
    b"http://[v1.a]/",
    b"https://blog.example:99999/",
)
TARGETS = {"normal_form": Target(normal_form, SEEDS), "html": Target(html, SEEDS), "places": Target(places, PLACES)}
