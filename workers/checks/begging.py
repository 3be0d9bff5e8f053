"""Finds begging for likes, votes and followers: what it stands under does not matter."""

from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion
from workers.phrases import phrases, quoted

_BEGGING = (
    *(
        "like this comment",
        "thumbs up if",
        "thumbs up for",
        "like if you",
        "like if u",
        "like if your",
        "like for like",
    ),
    *("like and subscribe", "like & subscribe", "subscribe and like", "like and share", "like and sub", "please share"),
    *("subscribe back", "sub back", "follow back", "follow for follow", "follow 4 follow", "sub for sub", "sub 4 sub"),
    *("help me reach", "reach my goal", "help us reach", "get to 100", "if i reach"),
    *("i have no subscribers", "please sub", "plz sub", "pls sub", "plz subscribe", "pls subscribe", "please suscribe"),
    *("subscribe if", "subscribe thx", "subscribe thanks", "could subscribe"),
    *("my subscribers", "more subscribers", "please like", "please vote", "do vote", "vote for my"),
    *(
        "лайк если",
        "ставь лайк",
        "ставьте лайки",
        "взаимная подписка",
        "dale like",
        "like si",
        "me ajuda a",
        "bantu subscribe",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`points` for the first, `points_each` for each more, twice at most. `more` are phrases of your own."""

    more: tuple[str, ...] = ()
    points: float = 1.5
    points_each: float = 0.5


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for asking readers for likes, votes or followers."""
    found = phrases(_BEGGING, options.more).found_in(context.text)
    if not found:
        return None
    points = options.points + options.points_each * min(len(found) - 1, 2)
    return Opinion(points=points, reason=f"Begs for likes or followers: {quoted(found)}.", span=found[0].span)
