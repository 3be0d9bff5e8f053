"""Finds promises of pay: a sum for so much time."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion
from workers.near import literally, matches

# Bounded: a long run of digits must not be read again from each of its digits.
_SUM = (
    r"(?:[$€£₽]\s?\d[\d.,]{0,12}k?"
    r"|(?<![\d.,])\d[\d.,]{0,12}\s?(?:[$€£₽]|usdt?|руб\w{0,5}\.?|р)(?!\w))"
)
_TIME = (
    r"(?:в день|в неделю|в месяц|в сутки|за смену"
    r"|a day|per day|daily|weekly|a week|per week|an hour|per hour)"
)
_PAY = re.compile(rf"{_SUM}(?:\s{{1,2}}\S{{1,12}}){{0,2}}?\s{{0,2}}{_TIME}(?!\w)")

# Every such text holds one of these, and is no longer.
_HINTS = literally("в день", "в неделю", "в месяц", "в сутки", "за смену", "day", "daily", "week", "hour")
_REACH = 100
_CURRENCY = re.compile("[$€£₽р]|usd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`points`: people speak of wages too, so the default holds nothing alone."""

    points: float = 1.25


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for a sum a day, a week or an hour."""
    text = context.text
    speaks_of_money = _CURRENCY.search(text.normal)
    found = next(matches(_PAY, text.normal, _HINTS, reach=_REACH), None) if speaks_of_money else None
    if found is None:
        return None
    reason = f"Speaks of pay: “{' '.join(found[0].split())}”."
    return Opinion(points=options.points, reason=reason, span=text.raw_span(found.span()))
