"""Finds praise of a page as a page: of the blog, the post, its writing, and of nothing that stands in it."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

ALONE = 0.75
WITH_ADDRESS = 1.75
LONGEST = 1_200
SHORTEST_WORDS = 8

_PAGE = re.compile(
    r"(?<!\w)(?:(?:your|ur|this|the|my|a) (?:\w{1,20} )?(?:blog|weblog|web ?site|site|web ?page|page|post|article"
    r"|paragraph|piece of writing|writing|write ?up|content|rss|feed|subject|topic)s?|blogging|bloggers?|webmasters?"
    r"|visitors?|bookmark\w{0,5}|web host|browsers?|plugin|captcha|tweet\w{0,3}|facebook|twitter|rss|newsletter"
    r"|surf\w{0,3}|stumbled?\w{0,4}|internet|write-?up|story-?telling|info|information)(?!\w)"
)
_PRAISE = re.compile(
    r"(?<!\w)(?:great|nice|good|awesome|excellent|wonderful|amazing|fantastic|superb|impressive|helpful|useful"
    r"|informative|interesting|pleasant|fastidious|lov(?:e|ing)|enjoy\w{0,3}|thank(?:s| you)|appreciate\w?|glad|like"
    r"|really|definitely|absolutely|genuinely|actually|keep (?:it )?up|brilliant|perfect|valuable|remarkable"
    r"|outstanding|cool|best)(?!\w)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`share` is the least part of all words (0 to 1); `alone` counts without a web address, when it harms nobody."""

    share: float = 0.12
    alone: float = ALONE
    points: float = WITH_ADDRESS


def check(submission: Submission, context: Context, options: Options) -> Opinion | None:
    """Points when such praise is a good part of a short text, more when the author gave a web address."""
    text = context.text
    if len(text.raw) > LONGEST or len(text.words) < SHORTEST_WORDS:
        return None
    page = list(_PAGE.finditer(text.normal))
    praise = len(_PRAISE.findall(text.normal)) if page else 0
    # One word about the page is no pattern yet: then the praise has to be thicker.
    least = options.share if len(page) > 1 else options.share * 4 / 3
    if not praise or len(page) + praise < least * len(text.words):
        return None
    linked = bool(submission.url)
    sake = " for the sake of a web address" if linked else ""
    reason = f"Praises the page, and speaks of nothing in it: “{page[0][0]}”{sake}."
    return Opinion(
        points=options.points if linked else options.alone, reason=reason, span=text.raw_span(page[0].span())
    )
