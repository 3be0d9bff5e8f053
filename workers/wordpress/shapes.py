"""What WordPress's answers should look like: another plugin, or something that is no WordPress, answers otherwise."""

from typing import Any
from urllib.parse import SplitResult, urlsplit

from service.domain.delivery import Failure
from workers.wordpress.refusals import NOT_REST_ADVICE, Refused


def rows(told: Any) -> list[dict[str, Any]]:
    """A list of objects. Raises `Refused`, as all here do."""
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise _odd("no list of objects")
    return told


def row(told: Any) -> dict[str, Any]:
    """An object."""
    if not isinstance(told, dict):
        raise _odd("no object")
    return told


def number(told: dict[str, Any], name: str) -> int:
    """An id."""
    found = told.get(name)
    if type(found) is not int or not 0 < found < 1 << 63:
        raise _odd(f"`{name}` is no number")
    return found


def text(told: dict[str, Any], name: str) -> str:
    """A text, empty where there is none."""
    found = told.get(name, "")
    if not isinstance(found, str):
        raise _odd(f"`{name}` is no text")
    return found


def place(told: dict[str, Any], name: str) -> SplitResult:
    """An address in its parts."""
    try:
        return urlsplit(text(told, name))
    except ValueError:
        raise _odd(f"`{name}` is no address") from None


def _odd(what: str) -> Refused:
    return Refused(f"WordPress's answer makes no sense ({what}); {NOT_REST_ADVICE}.", failure=Failure.REFUSED)
