"""Links in a text: written out, bare, or disguised."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from string import ascii_letters, digits

from service.domain.draft import Disguise, Draft, Span


@dataclass(frozen=True, slots=True)
class Link:
    """One link. `span` is in code points of the submitted text; `disguised` when it was not written as a link."""

    url: str
    host: str
    span: Span
    disguised: bool = False


def distinct(links: Sequence[Link]) -> tuple[Link, ...]:
    """The first of those with the same address: an HTML link often holds its address twice."""
    return tuple(
        {link.url.removeprefix("https").removeprefix("http").rstrip("/"): link for link in links[::-1]}.values()
    )[::-1]


# Whoever counts further learns nothing new.
MOST_LINKS = 1_000

# Endings that make a bare domain without "www." or a path: none that is a word or a file name's ending.
_ENDINGS = (
    "com|net|org|info|biz|ru|xyz|top|site|online|shop|club|vip|live|app|dev|de|uk|fr|nl|eu|au|ca|br|cn|jp|es|pl|ua|tv"
    "|gg|io|co|bet|casino|poker|loan|click|link|store|tech|pro|website|space|fun|icu|edu|gov|example|onion|win|cc"
)
_NOT_URL = "\\s<>\"'`{}|\\\\^\\[\\]\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef"
# The group is not possessive: before Python 3.11.5 a repeated possessive group matches wrongly.
_LABELS = r"(?:[a-z0-9\u00a1-\u2fff-]{1,63}+\.){1,8}"
_LINK = re.compile(
    rf"https?://[^{_NOT_URL}]+"
    rf"|(?<![\w@.-])www\.[^{_NOT_URL}]+"
    rf"|(?<![\w@./-]){_LABELS}(?:(?<=\.)(?:{_ENDINGS})(?![\w@-]|\.\w)(?:[/?#:][^{_NOT_URL}]*)?|(?<=\.)[a-z]{{2,10}}/[^{_NOT_URL}]+)"
)
_HOST = re.compile(r"(?:https?://)?(?:[^/@?#]*@)?(?:www\.)?([^/?#:]*)")


def find_links(draft: Draft) -> Iterator[Link]:
    """The links of a finished draft, in the order of the text."""
    masks = sorted(one.span for one in draft.unmasked)
    starts, at = draft.starts, 0
    for found in islice(_found(draft.text), MOST_LINKS):
        url = _without_closing(found[0])
        span = starts[found.start()], starts[found.start() + len(url)]
        while at < len(masks) and masks[at][1] <= span[0]:
            at += 1
        disguised = at < len(masks) and masks[at][0] < span[1]
        host = _HOST.match(url)
        if host and "." in host[1]:
            yield Link(url, host[1].rstrip("."), span, disguised)


def _found(text: str) -> Iterator[re.Match[str]]:
    """What looks like a link. No link has spaces or is without a dot, and a word of a sentence has none inside."""
    end = 0
    for word in text.split():
        if "." in word[:-1]:
            start = text.index(word, end)
            end = start + len(word)
            yield from _LINK.finditer(text, start, end)


def _without_closing(url: str) -> str:
    """Leave out the punctuation that closes the sentence, and a bracket that was opened before the link."""
    surplus = url.count(")") - url.count("(")
    end = len(url)
    while end and (url[end - 1] in ".,;:!?*_~…" or (url[end - 1] == ")" and surplus > 0)):
        surplus -= url[end - 1] == ")"
        end -= 1
    return url[:end]


_DOT = re.compile(
    r"(?<=[a-z0-9])(?:[ ]?[(\[{][ ]?(?:\.|dot|punkt|punto)[ ]?[)\]}][ ]?|[。｡])(?=[a-z0-9]{2,})", re.IGNORECASE
)
# "the dot com bubble" is history, not an address; neither is "a dot com".
_SPELT = re.compile(
    rf" (?:[dD][oO0][tT] (?i:(?=(?:{_ENDINGS})\b(?! (?:bubble|boom|bust|crash|era|compan|millionaire))))"
    r"|\. (?i:(?=(?:com|net|org|info|ru|xyz)\b)|(?<=\bt \. )(?=me\b)))"
)
_NO_NAME = frozenset({"the", "a", "an", "of", "in", "this", "that", "and", "or", "my"})
_NAME_LETTERS = ascii_letters + digits + "-"
_SCHEME = re.compile(r"\b[hH](?i:xx|\*\*|[t7]{2})[pP]([sS]?) ?(?::|\[:\]) ?// ?(?=\w)")


def unmask_links(draft: Draft) -> None:
    """Write disguised links out: `hxxp://`, `h77p://`, `example dot com`, `example(.)com`."""

    def scheme(found: re.Match[str]) -> str | None:
        plain = f"http{found[1]}://"
        if found[0].casefold() == plain.casefold():
            return None
        draft.note(Disguise.LINK, found.span())
        return plain

    def dot(found: re.Match[str]) -> str:
        draft.note(Disguise.LINK, found.span())
        return "."

    def spelt(found: re.Match[str]) -> str | None:
        before = draft.text[max(found.start() - 63, 0) : found.start()]
        name = before[len(before.rstrip(_NAME_LETTERS)) :]
        return None if not name or name.casefold() in _NO_NAME else dot(found)

    if b"//" in draft.shape:
        draft.rewrite(_SCHEME, scheme)
    if any(bracket in draft.text for bracket in "([{。｡"):
        draft.rewrite(_DOT, dot)
    if any(spelt_out in draft.shape for spelt_out in (b" dot ", b" d0t ", b" . ")):
        draft.rewrite(_SPELT, spelt)
