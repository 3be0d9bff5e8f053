"""Finds insults: a signal of its own, which asks for a moderator and says nothing of spam. Off unless switched on."""

from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion
from workers.phrases import phrases, quoted

# What is rude on one site is how people talk on another, so this has to be asked for.
ENABLED = False

_INSULTS = (
    *(
        "asshole*",
        "arsehole*",
        "bastard*",
        "bitch*",
        "bitches",
        "cunt*",
        "dickhead*",
        "douchebag*",
        "dumbass*",
    ),
    *("fag", "fags", "faggot*", "fuck you", "fuck u", "fuck off", "fucking idiot*", "go to hell", "hoe", "hoes"),
    *("idiot", "idiots", "imbecile*", "jackass*", "kike*", "kill yourself", "moron", "morons", "motherfuck*", "nigga*"),
    *("nigger*", "pussy", "pussies", "redneck*", "retard", "retards", "retarded", "scumbag*", "shithead*"),
    *("shut up", "shut the fuck up", "skank*", "slut*", "spic", "spics", "stfu", "thot*", "trailer trash", "tranny"),
    *("twat*", "wanker*", "wetback*", "white trash", "whore*", "you are stupid", "you're stupid", "you people are"),
    *("дебил*", "идиот*", "урод*", "сука", "мразь", "тупой", "тварь", "imbécil*", "gilipollas", "hijo de puta", "puta"),
    *("connard*", "salope*", "abruti*", "ta gueule", "arschloch*", "hurensohn*", "wichser*", "schlampe*", "stronzo*"),
    *("goblok*", "anjing lu", "tolol*", "傻逼", "操你", "バカ野郎", "死ね"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`more` are insults of your own; `except_for` are not counted."""

    more: tuple[str, ...] = ()
    except_for: tuple[str, ...] = ()


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Asks for a moderator where an insult stands. Never any points."""
    wanted = tuple(one for one in _INSULTS + options.more if one.rstrip("*") not in options.except_for)
    found = phrases(wanted).found_in(context.text)
    if not found:
        return None
    return Opinion(points=0.0, reason=f"Abuse, not spam: {quoted(found)}.", span=found[0].span, holds=True)
