"""Looks at the web address behind the author's name: there flattering spam carries what it sells."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.text import normalise
from service.domain.verdict import Opinion

SELLS = 1.75
DEEP = 0.75
HIDES = 1.25

# In the host or the path, between signs or at the start or end of a name.
_SELLS = re.compile(
    r"casino|viagra|cialis|pharma|payday|togel|gacor|slot(?:s|\d|-?online)|judi|poker|betting|forex|escort|replica"
    r"|backlink|essay-?writ|weight-?loss|cheap|coupon|discount|outlet|jerseys|handbag|loans?(?:[.-]|\b)|(?<![a-z])seo"
    r"|(?<![a-z])buy-|for-?sale|free-?download|hack-?tool|gold-?ira|cbd(?![a-z])|vapes?(?![a-z])|kazino|kredit|zaim|stavki"
)
_SHORT = re.compile(r"(?:bit\.ly|tinyurl\.com|goo\.gl|cutt\.ly|is\.gd|t\.co|shorturl\.\w+|rb\.gy|ow\.ly)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Points are multiplied by `strictness`; 0 where authors' addresses are not shown."""

    strictness: float = 1.0


def check(submission: Submission, _: Context, options: Options) -> Opinion | None:
    """Points for an address that sells or hides something, and a little for one that is deep inside a site."""
    link = next(iter(normalise(submission.url).links), None) if submission.url else None
    if link is None:
        return None
    path = link.url.partition("://")[2].partition("/")[2]
    if found := _SELLS.search(link.url):
        points, why = SELLS, f"speaks of “{found[0]}”"
    elif _SHORT.search(link.host):
        points, why = HIDES, "hides where it leads"
    elif path.count("-") > 2 or path.endswith((".html", ".htm", ".php")):
        points, why = DEEP, "leads deep into a site"
    else:
        return None
    return Opinion(points=points * options.strictness, reason=f"The author's web address {why}: {link.host}.")
