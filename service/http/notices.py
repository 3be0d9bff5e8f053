"""The line on top of a page that says what has become of the comment decided just before.

It is told from the comment's history, so reloading the page or opening two at once never shows a thing that is not so.
"""

from dataclasses import dataclass

from service.domain.comment import Decision
from service.domain.token import Token
from service.http import wording
from service.usecases.review import Detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What to say, of which comment, and the version to undo; none where there is nothing of one's own to undo."""

    text: str
    comment: str
    undo: int | None


def notice_of(decided: Detail, token: Token) -> Notice:
    """The notice of the last thing that was done to the comment."""
    last, comment = decided.history[-1], decided.comment
    mine = last.actor == token.name
    who = "You" if mine else wording.doer(last)
    text = f"{who} {wording.deed(last, it=f'the comment of {comment.name}')}."
    undo = comment.version if mine and last.action != Decision.UNDO else None
    return Notice(text=text, comment=comment.id, undo=undo)
