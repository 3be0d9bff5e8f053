"""A body as HTML: paragraphs and bare links, all else escaped."""

import re
from html import escape

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_URL = re.compile(r"(?<![a-z0-9])https?://[^\s<>\"'`、。「」，！？；：（）]+", re.IGNORECASE)
# Followed, such links would lend the site's good name to whatever its readers point to.
_REL = "ugc nofollow noopener"
_CLOSING = ".,;:!?*_~…"
# HTML allows no other control characters, and XML readers of the page choke on them.
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


def body_html(body: str) -> str:
    """The plain text `body` as HTML that is safe in any page: `p`, `br` and `a` elements only."""
    text = body.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS).strip()
    return "".join(f"<p>{_lines(paragraph)}</p>" for paragraph in _BLANK_LINES.split(text) if paragraph)


def _lines(paragraph: str) -> str:
    pieces: list[str] = []
    done = 0
    for found in _URL.finditer(paragraph):
        url = _without_closing(found[0])
        if url.endswith("://"):
            continue
        pieces += (escape(paragraph[done : found.start()]), _link(url))
        done = found.start() + len(url)
    pieces.append(escape(paragraph[done:]))
    return "".join(pieces).replace("\n", "<br>")


def _link(url: str) -> str:
    address = escape(url)
    return f'<a href="{address}" rel="{_REL}">{address}</a>'


def _without_closing(url: str) -> str:
    """Leave out the punctuation that closes the sentence, and a bracket that was opened before the link."""
    surplus = url.count(")") - url.count("(")
    end = len(url)
    while end and (url[end - 1] in _CLOSING or (url[end - 1] == ")" and surplus > 0)):
        surplus -= url[end - 1] == ")"
        end -= 1
    return url[:end]
