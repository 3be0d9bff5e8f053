"""What the forms of the moderators' desk say: the button that was pressed, and the version that was seen."""

import re
from collections.abc import Mapping

from service.domain.comment import Decision
from service.domain.errors import ValidationFailed
from service.http.loading import load
from service.http.schemas import DecisionSchema

_DECISION = DecisionSchema()
_NUMBER = re.compile("[1-9][0-9]{0,9}")


def decision_in(text: str) -> Decision:
    """The decision of a button. Raises `ValidationFailed`."""
    if text not in set(Decision):
        raise ValidationFailed(f"There is no decision {text[:20]!r}. Go back and press one of the buttons.")
    return Decision(text)


def version_in(text: str) -> int:
    """The version in a hidden field. Raises `ValidationFailed`."""
    if not _NUMBER.fullmatch(text):
        raise ValidationFailed("The form does not say which version of the comment you saw. Go back and reload it.")
    return int(text)


def reason_in(form: Mapping[str, str]) -> str:
    """The reason that was typed, which may be empty. Raises `ValidationFailed`."""
    typed = form.get("reason", "").strip().replace("\r\n", "\n")
    reason: str = load(_DECISION, {"reason": typed})["reason"]
    return reason
