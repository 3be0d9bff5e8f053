"""Finds praise that fits every page, which spam uses to carry the link behind the author's name."""

from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion
from workers.phrases import phrases, quoted

ONE_PHRASE = 0.5
EACH_MORE = 0.5
MOST_PRAISE = 1.5
WITH_LINK = 0.75

_PRAISE = (
    *("great post", "nice post", "awesome post", "excellent post", "great article", "nice article", "great blog"),
    *("nice blog", "awesome blog", "wonderful blog", "amazing blog", "great site", "nice site", "excellent blog"),
    *("keep up the good work", "keep up the great work", "keep it up", "bookmarked", "i'll bookmark", "book marked"),
    *("i've bookmarked", "your weblog"),
    *("great information", "useful information", "valuable information", "informative post", "informative article"),
    *("thanks for sharing", "thank you for sharing"),
    *("i really enjoyed reading", "pretty worth enough", "never found any interesting article", "web owners"),
    *("webmasters and bloggers", "content as you did", "blog owners", "blogging look easy", "blog loading"),
    *("grab your rss", "subscribe to your", "stumbled upon", "bloggers made", "i want to encourage"),
    *("quality content", "fantastic blog", "very useful post", "sites and blogs", "share it with someone"),
    *("отличная статья", "спасибо за информацию", "интересный сайт", "excelente artículo", "gran publicación"),
    *("super article", "très bon article", "toller beitrag", "sehr guter artikel", "ótimo post", "ottimo articolo"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Texts over `longest` characters say more than praise."""

    longest: int = 800


def check(submission: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for praise that names nothing of the page, more when there is a link to go with it."""
    if len(context.text.raw) > options.longest:
        return None
    found = phrases(_PRAISE).found_in(context.text)
    linked = bool(submission.url or context.text.links)
    if not found or (len(found) == 1 and not linked):
        return None
    points = min(ONE_PHRASE + EACH_MORE * (len(found) - 1), MOST_PRAISE) + (WITH_LINK if linked else 0.0)
    where = ", and brings a link" if linked else ""
    return Opinion(points=points, reason=f"Praise that fits every page: {quoted(found)}{where}.", span=found[0].span)
