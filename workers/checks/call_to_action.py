"""Finds invitations to go elsewhere: check out my channel, click here, write to me."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.text import NormalText
from service.domain.verdict import Opinion
from workers.phrases import Found, phrases, quoted

PROMOTION = 2.0
INVITATION = 1.0
MILD_INVITATION = 0.75
EACH_MORE = 0.5
WITH_LINK = 0.5
MOST_POINTS = 3.5

# What people write who promote something of their own.
_OWN = (
    *("check out my", "checkout my", "check my", "visit my", "subscribe to my", "sub to my", "subscribe my"),
    *("my channel", "my youtube", "my new video", "my new song", "watch my", "listen to my", "go to my", "follow me"),
    *("add me on", "support my", "like my page", "my facebook page", "my onlyfans", "subscribe to me", "sub me"),
    *(
        "check out our",
        "our channel",
        "our facebook",
        "check out this",
        "check this out",
        "please subscribe",
        "subscribe me",
        "vote for me",
        "give me a chance",
    ),
    *(
        "подпишись на мой",
        "подписывайтесь на",
        "мой канал",
        "пишите в лс",
        "пиши в лс",
        "пиши в личку",
        "пишите в личку",
    ),
    *("личные сообщения", "пишите мне", "visita mi", "suscríbete a mi", "mi canal", "visitez mon", "abonnez vous"),
    *("mon site", "besuche meine", "besucht meine", "abonniert meinen", "visite meu", "meu canal", "visita il mio"),
    *("kanalıma abone", "kunjungi situs", "link di bio", "đăng ký kênh", "加我", "关注我", "チャンネル登録", "แอดไลน์"),
)
_GENERAL = (
    *(
        "click here",
        "click the link",
        "click this link",
        "click on the link",
        "link below",
        "link in bio",
        "sign up now",
    ),
    *("register now", "order now", "buy now", "contact me", "contact us", "text me", "message me", "dm me", "inbox me"),
    *(
        "visit our",
        "visit us",
        "subscribers",
        "click for",
        "free download*",
        "follow the link",
        "subscribe",
        "my remix*",
        "my playlist",
        "my videos",
        "our newest",
        "listen to our",
        "check me out",
        "check us out",
        "checking me out",
        "checked out some of my",
        "limited time",
        "act now",
        "call now",
    ),
    *(
        "переходи по ссылке",
        "переходите по ссылке",
        "по ссылке",
        "haz clic",
        "cliquez ici",
        "klick hier",
        "klicke hier",
    ),
    *("clique aqui", "clicca qui", "klik link", "daftar sekarang", "daftar di", "tıklayın", "kliknij tutaj"),
    *("点击", "扫码", "クリック", "今すぐ登録", "클릭", "구독", "คลิก", "สมัครเลย", "اضغط هنا", "اشترك", "bấm vào"),
)

# Friends say so too, with a link and without.
_MILD = ("check out", "check it out", "my music")

_CHECK_OUT = re.compile(r"(?<!\w)check ?out ?:?\s{0,2}(?=https?://|www\.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`more` are phrases of your own; they count like “check out my”."""

    more: tuple[str, ...] = ()


def check(submission: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for inviting readers elsewhere, more when it says where."""
    own = phrases(_OWN, options.more).found_in(context.text)
    found = own + phrases(_GENERAL).found_in(context.text) + _bare(context.text)
    mild = phrases(_MILD).found_in(context.text)
    if not found and mild:
        return Opinion(points=MILD_INVITATION, reason=f"Invites readers: {quoted(mild)}.", span=mild[0].span)
    if not found:
        return None
    points = PROMOTION if own else INVITATION
    points += EACH_MORE * min(len(found) - 1, 2)
    points += WITH_LINK if context.text.links else 0.0
    reason = f"Invites readers elsewhere: {quoted(found)}."
    return Opinion(points=min(points, MOST_POINTS), reason=reason, span=found[0].span)


def _bare(text: NormalText) -> tuple[Found, ...]:
    """“Check out” and nothing but a link after it: no thing is named that it would be about."""
    found = _CHECK_OUT.search(text.normal) if text.links else None
    return () if found is None else (Found("check out …", lambda: text.raw_span(found.span())),)
