"""Finds the names that gambling sites take when their last one is blocked: a word and a number, `KOTAX303`."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion
from workers.near import by, matches

# Read as submitted, as the capitals count; a number that is a year (EURO2024) is one.
_CODE = re.compile(r"(?<![\w@/.:-])[A-Z]{4,20}(?:(?!(?:19|20)\d\d(?!\d))\d{2,4}|4D)(?![\w-])")
# In small letters only with the numbers that mean luck to them, and not where a line begins, to answer somebody.
_LUCKY = re.compile(
    r"(?<=\S[\s(*_])(?<!@)[A-Za-z]{3,20}(?:77|88|99|69|33|55|138|168|303|338|365|777|789|888|4[Dd])(?![\w-])"
)
# Every such name holds a number right behind a letter, and is no longer.
_HINTS = (by(re.compile(r"\d(?<=[A-Za-z]\d)")),)
_REACH = 40

_KNOWN = (
    *("COVID19", "BASE32", "BASE58", "BASE64", "BASE85", "ASCII85", "FORTRAN77", "FORTRAN90", "FORTRAN95"),
    *("WINDOWS10", "WINDOWS11", "WINDOWS95", "WINDOWS98", "ROUTE66", "AREA51", "IPHONE10", "IPHONE11", "IPHONE12"),
    *(
        "CINEMA4D",
        "Cinema4D",
        "LATIN10",
        "LATIN15",
        "CRYPT32",
        "KERNEL32",
        "USER32",
        "STUDIO54",
        "APOLLO11",
        "APOLLO13",
        "CATCH22",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`allow` are names that your readers use, written as they write them; `lucky` is for names in small letters."""

    allow: tuple[str, ...] = ()
    points: float = 2.0
    lucky: float = 1.5


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for a name of four capitals or more and a number of two to four digits, or a word with a lucky number."""
    known = {*_KNOWN, *options.allow}
    for kind, points in ((_CODE, options.points), (_LUCKY, options.lucky)):
        found = next(
            (one for one in matches(kind, context.text.raw, _HINTS, reach=_REACH) if one[0] not in known), None
        )
        if found is not None:
            reason = f"Names a brand of a word and a number, as gambling sites are called: {found[0]}."
            return Opinion(points=points, reason=reason, span=found.span())
    return None
