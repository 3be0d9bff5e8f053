"""Counts links: spam is paid by the link."""

from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.links import distinct
from service.domain.text import Link
from service.domain.verdict import Opinion

MOST_POINTS = 4.0
FIRST_LINK = 0.5
AUTHOR_URL = 0.2
DISGUISED = 1.5
HOSTS_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`usual` links cost little; each one more costs `points_each`."""

    usual: int = 1
    points_each: float = 0.75


def check(submission: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for each different link in the text beyond the usual number, and a little for the author's own."""
    links = distinct(context.text.links)
    if not links and not submission.url:
        return None
    points = FIRST_LINK if links else 0.0
    points += options.points_each * max(len(links) - options.usual, 0)
    points += AUTHOR_URL if submission.url else 0.0
    points += DISGUISED if any(link.disguised for link in links) else 0.0
    span = links[0].span if links else None
    return Opinion(points=min(points, MOST_POINTS), reason=_reason(links, submission, options), span=span)


def _reason(links: tuple[Link, ...], submission: Submission, options: Options) -> str:
    if not links:
        return "The author gave a web address."
    hosts = list(dict.fromkeys(link.host for link in links))
    named = ", ".join(hosts[:HOSTS_NAMED]) + (", …" if len(hosts) > HOSTS_NAMED else "")
    count = "1 link" if len(links) == 1 else f"{len(links)} links, {options.usual} is usual"
    hidden = sum(link.disguised for link in links)
    disguised = f" {hidden} of them written so that filters do not see it." if hidden else ""
    author = " The author gave a web address too." if submission.url else ""
    return f"{count}: {named}.{disguised}{author}"
