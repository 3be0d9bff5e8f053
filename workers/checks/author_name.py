"""Looks at whether the author's name is a name, or an advertisement."""

from dataclasses import dataclass
from functools import lru_cache

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.text import NormalText, normalise
from service.domain.verdict import Opinion
from workers.phrases import phrases, quoted

IS_ADDRESS = 2.0
IS_OFFER = 1.25

_OFFERS = (
    *(
        "casino*",
        "viagra",
        "cialis",
        "loan",
        "loans",
        "payday",
        "seo",
        "backlinks",
        "cheap",
        "buy",
        "discount",
        "outlet",
    ),
    *("online", "for sale", "jerseys", "replica", "escort*", "betting", "slot", "slots", "judi", "togel", "gacor"),
    *("weight loss", "insurance", "repair service", "marketing", "essay writing", "free download", "hosting", "crypto"),
    *(
        "forex",
        "coupon*",
        "казино",
        "кредит*",
        "займ*",
        "ставки",
        "赌场",
        "博彩",
        "彩票",
        "カジノ",
        "카지노",
        "คาสิโน",
        "สล็อต",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`more` are words of your own that no honest name holds."""

    more: tuple[str, ...] = ()


def check(submission: Submission, _: Context, options: Options) -> Opinion | None:
    """Points for a web address or the words of an offer in the name. Capitals and digits are no evidence."""
    name = _read(submission.name)
    if name.links:
        return Opinion(points=IS_ADDRESS, reason=f"The author's name is a web address: {name.links[0].host}.")
    found = phrases(_OFFERS, options.more).found_in(name)
    if not found:
        return None
    return Opinion(points=IS_OFFER, reason=f"The author's name advertises: {quoted(found)}.")


@lru_cache(maxsize=1_000)
def _read(name: str) -> NormalText:
    """Those who write today have mostly written yesterday."""
    return normalise(name)
