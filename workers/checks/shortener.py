"""Finds shortened links, which hide where they lead."""

from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

# Those that anybody may use. Shorteners of one site (youtu.be, amzn.to, redd.it) hide nothing.
_SHORTENERS = frozenset(
    "adf.ly bc.vc bit.do bit.ly bitly.com bl.ink buff.ly clck.ru clk.sh cutt.ly cutt.us goo.gl goo.su hyperurl.co is.gd"
    " kutt.it linkbucks.com lnkd.in lnk.to ouo.io ow.ly po.st q.gs qr.ae rb.gy rebrand.ly rlu.ru s.id sh.st shhort.com"
    " shink.in short.cm short.io shorte.st shorturl.at shorturl.fm shrtco.de shrtfly.com soo.gd surl.li t.co t.ly"
    " tiny.cc tiny.pl tinyurl.com tr.im trib.al u.to urlz.fr v.gd v.ht vk.cc vurl.com x.co x.gd zpr.io".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`points` for a shortened link; `allow` are shorteners of your own."""

    allow: tuple[str, ...] = ()
    points: float = 1.0


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for the first shortened link."""
    short = (one for one in context.text.links if one.host in _SHORTENERS and one.host not in options.allow)
    found = next(short, None)
    if found is None:
        return None
    return Opinion(points=options.points, reason=f"{found.host} hides where the link leads.", span=found.span)
