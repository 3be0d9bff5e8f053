"""Finds offers of work that nobody asked for, and talk of earning."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion
from workers.near import literally, matches

OFFER = 1.0
EACH_WORD = 0.75
MOST_WORDS = 2.0

_JOB = re.compile(
    r"(?<!\w)(?:требу[ею]тся|ищу (?:людей|партн[её]р|сотрудник|ассистент)|набор (?:в|людей|на)(?!\w)|набираю"
    r"|открываю набор|удал[её]нн\w{1,9} (?:работ|формат|занятост|сотрудн|професс)|без опыта"
    r"|опыт не (?:требуется|нужен)|обучени\w{1,3} бесплатн|бесплатн\w{1,4} обучени|возраст от"
    r"|от 18(?!\d)|18\+|пиши(?:те)? (?:в лс|в личн|мне|\+|только|в директ|за подробн)|подробности в|за подробностями)"
)
_EARNING = re.compile(r"(?<!\w)(?:заработ|зарабат|доход|прибыль|крипт|вложен|накрут|подработ|удал[её]нн)")
# Every such text holds one of these, and is no longer.
_JOB_HINTS = literally(
    *(
        "требу",
        "ищу ",
        "набор ",
        "набира",
        "открыва",
        "удал",
        "опыт",
        "обучени",
        "бесплатн",
        "возраст от",
        "от 18",
        "18+",
        "пиши",
    ),
    "подробност",
)
_EARNING_HINTS = literally("зара", "доход", "прибыль", "крипт", "вложен", "накрут", "подработ", "удал")
_REACH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Points are multiplied by `strictness`; 0.5 suits sites about work and money."""

    strictness: float = 1.0


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for an offer of work, and for each word about earning beside it or beside another."""
    text = context.text
    job = next(matches(_JOB, text.normal, _JOB_HINTS, reach=_REACH), None)
    words = {one[0]: one for one in matches(_EARNING, text.normal, _EARNING_HINTS, reach=_REACH)}
    if job is None and len(words) < 2:
        return None
    points = (OFFER if job else 0.0) + min(EACH_WORD * len(words), MOST_WORDS)
    found = job or next(iter(words.values()))
    quoted = ", ".join(f"“{one}”" for one in ([job[0]] if job else []) + list(words)[:3])
    reason = f"Offers work or speaks of earning: {quoted}."
    return Opinion(points=points * options.strictness, reason=reason, span=text.raw_span(found.span()))
