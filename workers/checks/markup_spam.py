"""Finds markup that spam programs leave in plain text: BBCode, HTML links, unfilled templates."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

BBCODE = 2.5
HTML_LINK = 0.2
TEMPLATE = 1.5
EACH_TEMPLATE = 1.0
MOST_POINTS = 4.0

_BBCODE = re.compile(r"\[(?:url|link)(?:=[^\[\]\s]{1,200}+)?\]", re.IGNORECASE)
_HTML_LINK = re.compile(r"<a\s{1,9}[^<>]{0,60}?href\s{0,9}=", re.IGNORECASE)
# "{Great|Nice} post": the program that writes the variants was set up wrongly.
_TEMPLATE = re.compile(r"\{[^{}|\n]{2,60}+(?:\|[^{}|\n]{1,60}+){1,20}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`html_links`: points for an HTML link, which people write too where they are used to it."""

    html_links: float = HTML_LINK


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for each kind of markup, once, and for each unfilled template."""
    raw = context.text.raw
    templates = list(_TEMPLATE.finditer(raw))
    seen = (
        (_BBCODE.search(raw), BBCODE, "BBCode links"),
        (_HTML_LINK.search(raw), options.html_links, "HTML links"),
        (next(iter(templates), None), TEMPLATE + EACH_TEMPLATE * (len(templates) - 1), "unfilled templates like {a|b}"),
    )
    found = [(place, points, name) for place, points, name in seen if place is not None]
    if not found:
        return None
    points = min(sum(points for _, points, _ in found), MOST_POINTS)
    names = " and ".join(name for _, _, name in found)
    return Opinion(points=points, reason=f"Holds {names}, which this form does not use.", span=found[0][0].span())
