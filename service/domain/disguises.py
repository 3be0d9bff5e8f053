"""The disguises that texts wear, taken off one kind at a time. Each step is linear in the length of the text."""

import html
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import chain, islice

from service.domain.draft import MOST_NOTED, Disguise, Draft, members

# A single character that stands for a whole phrase (U+FDFA is eighteen letters) stays one.
LONGEST_FOLD = 4

_WORD = "A-Za-z0-9À-ɏͰ-ԯ"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_CODED_LETTER = re.compile(r"&#[^;]{2,8};")


def decode_entities(draft: Draft) -> None:
    """Unescape HTML entities. Names like `&quot;` come from broken editors; letters as numbers are a disguise."""
    if "&" not in draft.text:
        return

    def decoded(found: re.Match[str]) -> str:
        plain = html.unescape(found[0])
        if plain.isalnum() and plain.isascii() and _CODED_LETTER.fullmatch(found[0]):
            draft.note(Disguise.ENTITY, found.span())
        return plain

    draft.rewrite(_ENTITY, decoded)


# Persian, Indic scripts and emoji sequences need joiners, so there they stay. Soft hyphens and byte order marks
# come along with honest copying and pasting: dropped, but no disguise.
_JOINERS = "\u200c\u200d"
_JOINING = "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_CARELESS = "\u00ad\ufeff"
_HIDING = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\uffa0\U000e0000-\U000e0fff"
)
_SELECTORS = "\u180b-\u180f\ufe00-\ufe0f"
_INVISIBLE = re.compile(f"(?<![{_JOINING}])[{_JOINERS}]+|[{_CARELESS}{_HIDING}{_SELECTORS}]+")
# What a class of a pattern holds, one by one. Python's own sets are faster than patterns where nothing is found.
_ALL_INVISIBLE = members(_JOINERS + _CARELESS + _HIDING + _SELECTORS)
_HIDDEN = re.compile(
    f"(?<![{_WORD}])[{_WORD}]++(?:[{_JOINERS}{_HIDING}{_CARELESS}]++[{_WORD}]++)+"
    "|[\u202d\u202e][^\u202c\n]*+"  # an override shows the letters after it in reverse
    "|(?<!\U0001f3f4)[\U000e0020-\U000e007e]{2,}+"  # tag letters spell flags of regions after a black flag only
)
_PROOF = re.compile(f"[{_JOINERS}{_HIDING}]")


def drop_invisible(draft: Draft) -> None:
    """Remove zero-width, bidi and tag characters and variation selectors."""
    if draft.text.isascii() or draft.characters.isdisjoint(_ALL_INVISIBLE):
        return
    if _PROOF.search(draft.text):
        worn = (found.span() for found in _HIDDEN.finditer(draft.text) if _PROOF.search(found[0]))
        for span in islice(worn, MOST_NOTED):
            draft.note(Disguise.HIDDEN, span)
    draft.drop(_INVISIBLE, at_worst=_ALL_INVISIBLE)


_STYLED = "⒜-ⓩ\U0001d400-\U0001d7ff\U0001f110-\U0001f129\U0001f130-\U0001f149\U0001f150-\U0001f169ᴀ-ᴢℂ-ℴ\U00010297"
# Letters in squares whose code was clipped to 16 bits on the way. Spammers send them so.
_STYLED += "\uf130-\uf149"
_WIDE = "０-９Ａ-Ｚａ-ｚ"
_STYLED_WORD = re.compile(f"[{_STYLED}{_WIDE}](?:[ A-Za-z0-9]?[{_STYLED}{_WIDE}]){{2,}}")
_STYLED_NOT_WIDE = re.compile(f"[{_STYLED}](?:[ A-Za-z0-9]?[{_STYLED}]){{2,}}")
_ALL_STYLED = members(_STYLED + _WIDE)
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# NFKC takes the Thai and Lao vowel sign AM apart, which only spoils honest words, and makes a sigma of the Greek letter
# that is drawn like c.
_KEPT = frozenset({0x0E33, 0x0EB3, 0x03F2, 0x03F9})
# Drawn like letters, but no compatibility characters in Unicode.
_DRAWN = dict(zip(map(ord, "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ\U00010297"), "abcdefghijklmnoprstuvwyzt", strict=True))
_DRAWN |= {0x1F150 + at: chr(0x41 + at) for at in range(26)}
_DRAWN |= {0xF130 + at: chr(0x41 + at) for at in range(26)}


# Where Unicode keeps compatibility characters and letters that grow. Scanning all of it would take long.
_WITH_STYLES = (
    *(range(0x80, 0x3400), range(0xA600, 0xAC00), range(0xF900, 0x10800), range(0x1CC00, 0x1D800)),
    *(range(0x1E000, 0x1FC00), range(0x2F800, 0x2FA20)),
)


@cache
def _plain() -> Mapping[int, str]:
    """For each styled letter and each that grows when its case is folded, what it stands for."""
    letters = "\n".join(map(chr, chain.from_iterable(_WITH_STYLES)))
    # All at once, as thousands of calls would take long; a line end never composes.
    compatible = unicodedata.normalize("NFKC", letters)
    table = {ord(one): new for one, new in zip(letters.split("\n"), compatible.split("\n"), strict=True)} | _DRAWN
    table = {code: new for code, new in table.items() if len(new) <= LONGEST_FOLD and code not in _KEPT}
    table = {code: new if len(new.casefold()) == len(new) else new.casefold() for code, new in table.items()}
    return {code: new for code, new in table.items() if new != chr(code)}


@cache
def _tables() -> tuple[frozenset[str], Mapping[int, str], Mapping[str, str]]:
    """All that is folded, one letter for each of it, and what those that grow become."""
    plain = _plain()
    growing = {chr(code): new for code, new in plain.items() if len(new) > 1}
    return frozenset(map(chr, plain)), {code: new[:1] for code, new in plain.items()}, growing


def fold_styles(draft: Draft) -> None:
    """Fold mathematical, full-width and enclosed letters to plain ones (NFKC, character by character)."""
    if draft.text.isascii():
        return
    folded, table, growing = _tables()
    if draft.characters.isdisjoint(folded):
        return
    if not draft.characters.isdisjoint(_ALL_STYLED):
        # Full-width letters are everyday typography beside Chinese, Japanese and Korean.
        east_asian = _EAST_ASIAN.search(draft.text)
        for found in islice((_STYLED_NOT_WIDE if east_asian else _STYLED_WORD).finditer(draft.text), MOST_NOTED):
            draft.note(Disguise.STYLED, found.span())
    draft.translate(table, growing=growing)


_LETTER = "[^\\W\\d_\u0900-\U0003ffff]"
# No possessive group here: before Python 3.11.5 one keeps what its last, failed repetition had consumed (gh-106052).
_SPACED = re.compile(
    rf"(?<![\w.'’-]){_LETTER}(?:([ .\-_*|~]){_LETTER}(?![^\W_]|['’])){{1}}(?:\1{_LETTER}(?![^\W_])){{2,}}"
)
# Letters, and whatever may be one, as an `a`: where no four of them stand apart, there is nothing to rejoin.
_LETTERS_ALIKE = bytes.maketrans(b"abcdefghijklmnopqrstuvwxyz?", b"a" * 27)
_APART = tuple(b"a%ca%ca%ca".replace(b"%c", bytes([between])) for between in b" .-_*|~")


def join_spaced(draft: Draft) -> None:
    """Rejoin words whose letters stand apart: `v i a g r a`. Dots may be an acronym, and dashes spell words out."""
    alike = draft.shape.translate(_LETTERS_ALIKE)
    if not any(apart in alike for apart in _APART):
        return

    def joined(found: re.Match[str]) -> str:
        if found[1] in " _":
            draft.note(Disguise.SPACED, found.span())
        return found[0][::2]

    draft.rewrite(_SPACED, joined)


_LEET = str.maketrans("013457$@!|", "oieastsail")
# The capture in a look-ahead stands for a possessive group, see _SPACED.
_LEET_WORD = re.compile(
    r"(?<![\w.@/:#&=?%~-])(?=[a-z]*+[013457$@!|])[a-z]++(?=((?:[013457$@!|]{1,2}+[a-z]++)+))\1(?![\w@/:=-]|\.\w)"
)
_LEET_ALIKE = bytes.maketrans(b"abcdefghijklmnopqrstuvwxyz013457$@!|", b"a" * 26 + b"1" * 10)


def unleet(draft: Draft) -> None:
    """Read digits between letters as the letters they are drawn like: `v1agra`."""
    alike = draft.shape.translate(_LEET_ALIKE)
    if b"a1a" not in alike and b"a11a" not in alike:
        return

    def plain(found: re.Match[str]) -> str:
        draft.note(Disguise.LEET, found.span())
        return found[0].translate(_LEET)

    draft.rewrite(_LEET_WORD, plain)


def fold_case(draft: Draft) -> None:
    """Casefold, so that no comparison later needs to think of capitals. What grows by it has grown before."""
    draft.text = draft.text.casefold()
