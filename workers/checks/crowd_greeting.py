"""Finds comments that greet a crowd: `Hey guys`, `Hello everyone`. Who answers an article seldom does."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

_CROWD = re.compile(
    r"(?:\A|\n)\W{0,4}(?:hey|hi|hello|hiya|yo|howdy|dear|attention|привет|всем|здравствуйте|hola|salut|bonjour|hallo)"
    r"\W{1,3}(?:[^\W\d_]{1,12} )?(?:guys|all|everyone|everybody|every one|every1|friends|people|folks|peeps|ladies"
    r"|gentlemen|youtubers?|viewers|fans|members|друзья|всем|ребята|привет|todos|amigos|tous|zusammen)(?!\w)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`points`: polite people greet everybody too, so the default holds nothing alone."""

    points: float = 0.75


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """A little for a greeting to everybody at the start of a line."""
    text = context.text
    found = _CROWD.search(text.normal)
    if found is None:
        return None
    greeting = " ".join(found[0].split())
    return Opinion(points=options.points, reason=f"Greets a crowd: “{greeting}”.", span=text.raw_span(found.span()))
