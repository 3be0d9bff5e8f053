"""The line on top of a page that says what has become of what was decided just before.

It is told from the comments' histories, so a page that is reloaded or open twice never says a thing that is not so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.comment import Decision
from service.domain.token import Token
from service.http import wording
from service.usecases.review import Detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What to say, of which comment if it is one, and the ids and versions to undo: none but one's own decisions."""

    text: str
    comment: str | None = None
    undo: tuple[tuple[str, int], ...] = ()


def notice_of(decided: Sequence[Detail], token: Token, *, left: int = 0) -> Notice | None:
    """The notice about the `decided` comments; `left` is how many were left alone because they had changed."""
    rest = f"{_many(left)} changed meanwhile and {_were(left)} left alone." if left else ""
    if not decided:
        return Notice(text=rest) if rest else None
    last, comment = decided[0].history[-1], decided[0].comment
    it = f"the comment of {comment.name}" if len(decided) == 1 else _many(len(decided))
    text = f"{'You' if last.actor == token.name else wording.doer(last)} {wording.deed(last, it=it)}."
    return Notice(
        text=f"{text} {rest}".strip(), comment=comment.id if len(decided) == 1 else None, undo=_undo(decided, token)
    )


def _undo(decided: Sequence[Detail], token: Token) -> tuple[tuple[str, int], ...]:
    mine = [one for one in decided if one.history[-1].actor == token.name]
    return tuple((one.comment.id, one.comment.version) for one in mine if one.history[-1].action != Decision.UNDO)


def _many(count: int) -> str:
    return f"{count} comment{'s' if count > 1 else ''}"


def _were(count: int) -> str:
    return "were" if count > 1 else "was"
