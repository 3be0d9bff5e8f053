"""Letters that look like those of another script, and words that mix scripts to deceive."""

import re
from collections.abc import Mapping

from service.domain.draft import Disguise, Draft, members

# Cyrillic, Greek, Armenian and odd Latin letters as the plain Latin letters that they are drawn like.
_CYRILLIC = dict(zip("аеорсухіјѕһԁԝѵԛєАВЕКМНОРСТУХІЈЅԌԚԜ", "aeopcyxijshdwvqeABEKMHOPCTYXIJSGQW", strict=True))
_CYRILLIC_FROM = {latin: letter for letter, latin in _CYRILLIC.items() if "Ѐ" <= letter <= "я"}
_OTHERS = dict(zip("οαρυνικτγϲηεωΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹɑɡօսոհյҮүıł", "oapuviktycnewABEZHIKMNOPTYXCagounhjYyil", strict=True))
TO_LATIN: Mapping[int, str] = str.maketrans(_CYRILLIC | _OTHERS)
TO_CYRILLIC: Mapping[int, str] = str.maketrans(_CYRILLIC_FROM)

# Two letters of two scripts are as often a slip of the keyboard as a disguise: no evidence.
SHORTEST_NOTED = 3

_LATIN = "A-Za-zÀ-ɏ"
_FOREIGN = "ɑɡͰ-ϿЀ-ԯ԰-֏"
_DISGUISED = re.compile(
    rf"(?<![{_LATIN}{_FOREIGN}])(?:[{_LATIN}]++[{_FOREIGN}]|[{_FOREIGN}]++[{_LATIN}])[{_LATIN}{_FOREIGN}0-9]*+"
)
_ALL_LATIN = re.compile(rf"[{_LATIN}0-9]+")
_NO_LATIN = re.compile(rf"[^{_LATIN}]+")
_LATIN_LETTER = re.compile(f"[{_LATIN}]")
_ANY_FOREIGN = members(_FOREIGN)
_WHOLLY_FOREIGN = re.compile(rf"(?<![{_LATIN}{_FOREIGN}])[{_FOREIGN}]{{3,}}+(?![{_LATIN}])")
# "VPNа", "PRщик": where people write Cyrillic, Latin names take Cyrillic endings.
_INFLECTED = re.compile(rf"[{_LATIN}]{{2,}}+[{_FOREIGN}]++")
# TNFα, NFκB: names of molecules. µm, kΩ, Δt: units and formulas.
_SCIENTIFIC = re.compile(rf"[A-Z]{{2,}}[α-ω][A-Z0-9]*|[Ͱ-Ͽ][{_LATIN}]|[{_LATIN}][Ͱ-Ͽ]")


def unmix(draft: Draft) -> None:
    """Fold look-alike letters, but only in words that mix scripts; a word that is all of one script is honest."""
    if draft.text.isascii() or draft.characters.isdisjoint(_ANY_FOREIGN):
        return
    foreign_text = _WHOLLY_FOREIGN.search(draft.text) is not None

    def folded(found: re.Match[str]) -> str | None:
        word = found[0]
        if _SCIENTIFIC.fullmatch(word) or (foreign_text and (len(word) == 2 or _INFLECTED.fullmatch(word))):
            return None
        plain = one_script(word)
        if plain is not None and len(word) >= SHORTEST_NOTED:
            draft.note(Disguise.LOOKALIKE, found.span())
        return plain

    draft.rewrite(_DISGUISED, folded)


def one_script(word: str) -> str | None:
    """The mixed `word` in the one script it can be read in, that of most of its letters; none if there is none."""
    latin = word.translate(TO_LATIN)
    if not _ALL_LATIN.fullmatch(latin):
        latin = ""
    elif 2 * len(_LATIN_LETTER.findall(word)) >= len(word):
        return latin
    cyrillic = word.translate(TO_CYRILLIC)
    return cyrillic if _NO_LATIN.fullmatch(cyrillic) else latin or None
