"""Finds links that bring whoever posted them money: referrals, fund-raisers, shops for one's own prints."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.text import Link
from service.domain.verdict import Opinion

_REFERRAL = re.compile(
    r"[?&/](?:ref|refer|referral|referrer|refid|aff|affid|aff_id|affiliate|invite|invitecode|promocode|partner|hlr|r"
    r"|start)(?:[=/]\w|id=)|/(?:ref|refer|invite|join)/\w"
)
_FUNDS = (
    *("gofundme.com", "indiegogo.com", "kickstarter.com", "patreon.com", "teespring.com", "redbubble.com", "ko-fi.com"),
    *("buymeacoffee.com", "justgiving.com", "fiverr.com", "onlyfans.com", "etsy.com", "spreadshirt.com", "boosty.to"),
)


_REFERRING = ("facebook.com", "twitter.com", "x.com", "google.com", "youtube.com", "instagram.com", "github.com")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`points` for such a link; links to hosts in `allow` are none."""

    allow: tuple[str, ...] = ()
    points: float = 1.25


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for the first link that pays."""
    found = next((one for one in context.text.links if _pays(one) and not _lies_on(one, options.allow)), None)
    if found is None:
        return None
    reason = f"A link that brings money to whoever posts it: {found.host}."
    return Opinion(points=options.points, reason=reason, span=found.span)


def _pays(link: Link) -> bool:
    # Where every address has a `ref`, it pays nobody; on Amazon the `tag` does.
    if ".amazon." in f".{link.host}":
        return "tag=" in link.url
    referred = _REFERRAL.search(link.url) is not None and not _lies_on(link, _REFERRING)
    return referred or _lies_on(link, _FUNDS)


def _lies_on(link: Link, hosts: tuple[str, ...]) -> bool:
    return any(f".{link.host}".endswith(f".{host}") for host in hosts)
