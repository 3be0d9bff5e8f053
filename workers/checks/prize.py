"""Finds prizes that nobody has taken part for: you have won, claim your reward."""

from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion
from workers.phrases import phrases, quoted

PROMISE = 1.25
EACH_MORE = 0.75
MOST_POINTS = 3.0

# Said to the reader: honest comments speak of prizes too, but hardly hand them out.
_PROMISES = (
    *("you have won", "you've won", "u have won", "you are a winner", "you're a winner", "you have been selected"),
    *("specially selected", "you have been chosen", "you've been chosen", "been awarded", "are awarded", "ur awarded"),
    *("claim your", "claim ur", "to claim", "2 claim", "claim now", "claim code", "claim it now", "unclaimed"),
    *("prize guaranteed", "guaranteed prize", "cash prize", "prize draw", "bonus prize", "free entry", "free gift"),
    *("gift card giveaway", "giving away", "win a", "chance to win", "chance 2 win", "awaiting collection"),
    *("await collection", "await you", "you could win", "could win", "valued customer", "free prize", "won a prize"),
    *("вы выиграли", "ваш приз", "розыгрыш", "забери приз", "забирай подарки", "has ganado", "reclama tu premio"),
    *("vous avez gagné", "sie haben gewonnen", "você ganhou", "hai vinto", "kazandınız", "中奖", "恭喜您获得", "当選"),
)
_COMPANY = (
    *("prize", "prizes", "winner", "winners", "award", "reward", "rewards", "guaranteed", "voucher", "vouchers"),
    *("congratulations", "congrats", "urgent", "bonus", "holiday", "cash", "gift card", "gift cards", "free"),
    *("expires", "final attempt", "collect", "no cost", "limited offer"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`more` are promises of your own."""

    more: tuple[str, ...] = ()


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for a prize that is promised to the reader, and a little for each word that goes with it."""
    text = context.text
    promises = phrases(_PROMISES, options.more).found_in(text)
    company = phrases(_COMPANY).found_in(text)
    if not promises and len(company) < 3:
        return None
    found = promises + company
    points = (PROMISE if promises else 0.0) + EACH_MORE * min(len(found) - (1 if promises else 2), 3)
    reason = f"Promises a prize: {quoted(found)}."
    return Opinion(points=min(points, MOST_POINTS), reason=reason, span=found[0].span)
