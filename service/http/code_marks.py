"""Our sentences put code between backticks; pages show it as code."""

import re

from markupsafe import Markup, escape

_CODE = re.compile("`([^`]+)`")


def coded(text: str) -> Markup:
    """The text as HTML, everything in it escaped, with `code` elements for what stands between backticks."""
    pieces = [escape(piece) for piece in _CODE.split(text)]
    pieces[1::2] = [Markup("<code>{}</code>").format(piece) for piece in pieces[1::2]]
    return Markup("").join(pieces)
