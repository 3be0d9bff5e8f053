"""Finds the vocabulary of what spam sells: quick money, gambling, pills, loans."""

from dataclasses import dataclass
from functools import lru_cache

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion
from workers.phrases import Phrases, phrases, quoted

FIRST_SALE = 2.0
EACH_SALE = 1.0
MOST_SALES = 4.0
TRADE = 0.5
LINKED_TRADE = 2.0
FIRST_TOPIC = 0.5
EACH_TOPIC = 0.25
MOST_TOPICS = 1.25

# Honest comments hardly ever hold these.
_SALES = (
    *(
        "make money fast",
        "make money online",
        "make easy money",
        "earn cash",
        "earn money online",
        "earn extra money",
        "making extra money",
        "earn from home",
    ),
    *("get rich quick", "free money", "free cash", "free gift card*", "gift card generator", "work from home"),
    *(
        "payday loan*",
        "instant loan*",
        "online casino*",
        "casino bonus*",
        "best casino*",
        "free spins",
        "sports betting",
    ),
    *("binary option*", "forex signal*", "crypto signal*", "double your", "guaranteed profit*", "passive income"),
    *("investment platform", "recover your funds", "recovery expert", "replica watches", "cheap viagra", "buy viagra"),
    *("cialis", "levitra", "buy followers", "buy backlinks", "seo services", "cheap jerseys", "louis vuitton outlet"),
    *("claim your prize", "you have won", "txt to", "slot gacor", "slot online", "gacor", "judi online", "situs judi"),
    *("situs slot", "togel", "maxwin", "scatter hitam", "bandar judi", "agen judi", "rtp slot", "онлайн казино"),
    *("казино онлайн", "быстрый заработок", "заработок в интернете", "заработок на", "удаленный заработок"),
    *("пассивный доход", "доход от", "без вложений", "ставки на спорт", "займ онлайн", "в неделю от", "в день от"),
    *("ganar dinero rápido", "ganar dinero desde casa", "préstamo rápido", "gagner de l'argent", "crédit rapide"),
    *("schnell geld verdienen", "geld von zu hause", "kredit ohne schufa", "ganhar dinheiro", "guadagnare soldi"),
    *("canlı bahis", "bedava bonus", "deneme bonusu", "cá cược", "nhà cái", "vay tiền", "szybka pożyczka"),
    *("赌场", "博彩", "代开发票", "澳门赌", "彩票网", "刷单", "网赚", "オンラインカジノ", "簡単に稼", "出会い系"),
    *("카지노", "바카라", "토토사이트", "คาสิโน", "บาคาร่า", "สล็อต", "แทงบอล", "ربح المال", "كازينو اون لاين"),
)
# Topics that honest comments have as well: they only add to other evidence.
_TOPICS = (
    *("earn money", "easy money", "get rich"),
    *("jackpot", "poker", "bitcoin*", "crypto*", "forex", "loan", "loans", "prize"),
    *("per week", "per month", "a day from", "invest", "investment", "profit*", "deposit", "withdraw", "bonus"),
    *("discount", "cheap", "free trial", "slot", "slots", "заработ*", "доход*", "кредит*", "ставк*"),
    *("dinero", "argent facile", "geld verdienen", "彩票", "赚钱", "稼げる", "副業", "토토"),
)
# Trades that people discuss, but do not link to.
_TRADES = ("casino*", "betting", "viagra", "judi", "казино", "bahis", "escort*", "porn*", "カジノ", "payday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`more` are phrases of your own that honest comments on your site do not hold; `except_for` are not counted."""

    more: tuple[str, ...] = ()
    except_for: tuple[str, ...] = ()


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for offers, and a little for topics that offers are about."""
    text = context.text
    sales, trades, topics = (one.found_in(text) for one in _lists(options.more, options.except_for))
    if not sales and not trades and len(topics) < 2:
        return None
    points = _points(len(sales), FIRST_SALE, EACH_SALE, MOST_SALES)
    points += _points(len(topics), FIRST_TOPIC, EACH_TOPIC, MOST_TOPICS)
    if trades and not sales:
        points += LINKED_TRADE if text.links else TRADE
    found = (sales or trades) + topics
    return Opinion(points=points, reason=f"Speaks the language of offers: {quoted(found)}.", span=found[0].span)


@lru_cache(maxsize=64)
def _lists(more: tuple[str, ...], except_for: tuple[str, ...]) -> tuple[Phrases, ...]:
    kinds = _SALES + more, _TRADES, _TOPICS
    return tuple(phrases(tuple(one for one in kind if one.rstrip("*") not in except_for)) for kind in kinds)


def _points(count: int, first: float, each: float, most: float) -> float:
    return min(first + each * (count - 1), most) if count else 0.0
