"""Finds praise of gambling sites, which never links and seldom says what it is about; in Indonesian so far."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion
from workers.phrases import phrases, quoted

TWO = 1.5
ALL = 2.5

_SLANG = (
    *("gacor", "gachor", "gacir", "wede", "jepe", "jepee", "maxwin", "mekswin", "makswin", "boncos", "rungkad"),
    *("jakpot", "jekpot", "cuan", "receh", "rtp", "anti rungkad", "auto sultan", "scatter", "slot"),
)
_PLAYING = (
    *("main di", "bermain di", "maen di", "coba di", "cobain di", "cuma di", "hanya di", "dari situs", "situs"),
    *("rezeki", "rejeki", "hoki", "modal", "menang", "kemenangan", "ketagihan", "nagih", "saldo", "bonus", "cashback"),
    *("withdraw", "cair", "jackpot", "hadiah", "sultan", "tajir", "untung", "keuntungan", "terpercaya", "sensasi"),
)
# A name with a number, which is no account, no address and no amount.
_NAME = re.compile(r"(?<![\w@/.:#=&?-])(?P<name>[a-z]{3,20})[ *-]?(?:\d{2,4}|\d\.\d)(?![\w-]|[.,]\d)")
# Times, amounts, devices.
_EVERYDAY = frozenset({"jam", "tahun", "tanggal", "bulan", "menit", "ribu", "juta", "iphone", "level", "umur", "part"})
_NO_NAME = _EVERYDAY | {*_SLANG, *_PLAYING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Points are multiplied by `strictness`; 0.5 suits sites about games of chance."""

    strictness: float = 1.0


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points where two come together of slang, talk of playing and winning, and a name with a number."""
    text = context.text
    slang, playing = phrases(_SLANG).found_in(text), phrases(_PLAYING).found_in(text)
    if not slang and not playing:
        return None
    name = next((one for one in _NAME.finditer(text.normal) if one["name"] not in _NO_NAME), None)
    kinds = bool(slang) + bool(playing) + (name is not None)
    if kinds < 2:
        return None
    named = "" if name is None else f", and names {name[0]}"
    reason = f"Praises games of chance: {quoted((*slang, *playing))}{named}."
    points = (TWO if kinds == 2 else ALL) * options.strictness
    return Opinion(points=points, reason=reason, span=(slang or playing)[0].span)
