"""What each `type` of a problem means: the page that it points to."""

from dataclasses import dataclass
from inspect import getdoc

from flask import Blueprint
from werkzeug.exceptions import default_exceptions
from werkzeug.http import HTTP_STATUS_CODES

from service.domain.errors import ModerationError, NotFound
from service.http import problems

blueprint = Blueprint("problem_types", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One type of problem, in a sentence."""

    title: str
    status: int
    sentence: str


@blueprint.get("/problems/<name>")
def show(name: str) -> dict[str, str | int]:
    """What a type means."""
    found = meanings().get(name)
    if found is None:
        raise NotFound("There is no problem of this type.")
    return {"type": f"/problems/{name}", "title": found.title, "status": found.status, "detail": found.sentence}


def meanings() -> dict[str, Meaning]:
    """Every type that a problem of ours can have: the framework's own, and ours over them."""
    framework = {
        problems.slug(HTTP_STATUS_CODES[code]): Meaning(
            title=HTTP_STATUS_CODES[code], status=code, sentence=one.description or ""
        )
        for code, one in default_exceptions.items()
    }
    return framework | {one.type: _meaning(one) for one in our_own()}


def our_own() -> list[type[ModerationError]]:
    """Every error class of ours."""
    return _below(ModerationError)


def _below(base: type[ModerationError]) -> list[type[ModerationError]]:
    return [kind for one in base.__subclasses__() for kind in (one, *_below(one))]


def _meaning(kind: type[ModerationError]) -> Meaning:
    return Meaning(title=kind.title, status=kind.status, sentence=getdoc(kind) or "")
