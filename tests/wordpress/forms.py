"""Reads the comment form out of an article, as a browser would."""

import re
from html import unescape


def form_in(html: str) -> tuple[str, dict[str, str]]:
    """The action of the comment form, and its fields with their values."""
    form = re.search(r'<form action="([^"]*)"[^>]*id="commentform".*?</form>', html, re.DOTALL)
    assert form, html
    named = re.findall(r"<(?:input|textarea)\b[^>]*\bname=[\"']([^\"']+)[\"'][^>]*>", form[0])
    values = {name: re.search(rf"name=[\"']{name}[\"'][^>]*?value=[\"']([^\"']*)", form[0]) for name in named}
    return form[1], {name: unescape(found[1]) if found else "" for name, found in values.items()}
