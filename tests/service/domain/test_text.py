import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.text import LONGEST_TEXT, Disguise, normalise
from tests.timing import seconds_of

UNMASKED = [
    pytest.param("FREE", "free", id="capitals"),
    pytest.param("𝗙𝗿𝗲𝗲 𝓶𝓸𝓷𝓮𝔂", "free money", id="mathematical"),
    pytest.param("ｆｒｅｅ", "free", id="full-width"),
    pytest.param("Ⓕⓡⓔⓔ 🅕🅡🅔🅔", "free free", id="enclosed"),
    pytest.param("ꜰʀᴇᴇ", "free", id="small capitals"),
    pytest.param("fr\u200bee \u2060mo\u200cney", "free money", id="zero-width"),
    pytest.param("fr\U000e0041ee", "free", id="tag characters"),
    pytest.param("fr\u00adee", "free", id="soft hyphen"),
    pytest.param("F\u0332R\u0332E\u0332E\u0332 g\u0303l\u0303ad", "free glad", id="decorated"),
    pytest.param("fr\u0335e\u0335e\u0335", "free", id="struck out"),
    pytest.param("vіagrа", "viagra", id="Cyrillic in a Latin word"),
    pytest.param("ρaypal", "paypal", id="Greek in a Latin word"),
    pytest.param("muѕіϲ frєє mοηεy ωin", "music free money win", id="rarer look-alikes"),
    pytest.param("moոey frее сıісk", "money free ciick", id="Armenian, and more than one"),
    pytest.param("go tо", "go to", id="a word of two letters"),
    pytest.param("пapтнepoв", "партнеров", id="Latin in a Cyrillic word"),
    pytest.param("buy v i a g r a now", "buy viagra now", id="spaced"),
    pytest.param("v.i.a.g.r.a v-i-a-g-r-a", "viagra viagra", id="dotted and dashed"),
    pytest.param("s_u_b_s_c_r_i_b_e, v_i_a_g_r_a", "subscribe, viagra", id="underscored"),
    pytest.param("v1agra m0ney ca$ino", "viagra money casino", id="leet"),
    pytest.param("&#118;&#105;agra &amp; more", "viagra & more", id="entities"),
    pytest.param("cafe\u0301", "café", id="decomposed accents"),
    pytest.param("see example dot com", "see example.com", id="dot com"),
    pytest.param("see shop (dot) example [.] org", "see shop.example.org", id="bracketed dots"),
    pytest.param("hxxps://x.example", "https://x.example", id="hxxp"),
    pytest.param("h77p://x.example Ht7pS://x.example", "http://x.example https://x.example", id="h77p"),
    pytest.param("\uf13f\uf144\uf13b\uf130\uf144\uf146\uf138\uf13d", "pulauwin", id="clipped squares"),
    pytest.param("STRASSE Straße", "strasse strasse", id="letters that grow when folded"),
]


@pytest.mark.parametrize(("raw", "normal"), UNMASKED)
def test_disguises_are_taken_off(raw, normal):
    assert normalise(raw).normal == normal


HONEST = [
    pytest.param("Привет, отличная статья про VPNы и ITшников.", id="Russian"),
    pytest.param("Ευχαριστώ πολύ, πολύ ωραίο άρθρο", id="Greek"),
    pytest.param("شكرا جزيلا على المقال", id="Arabic"),
    pytest.param("می\u200cخواهم بدانم", id="Persian with its joiner"),
    pytest.param("とても面白い記事でした。ＮＨＫで見ました", id="Japanese with full-width letters"),
    pytest.param("这篇文章写得很好，谢谢", id="Chinese"),
    pytest.param("ขอบคุณสำหรับบทความ น้ำใจ", id="Thai"),
    pytest.param("क्या बात है", id="Hindi"),
    pytest.param("잘 읽었습니다 ㅋㅋㅋ", id="Korean"),
    pytest.param("Cảm ơn bài viết rất hay", id="Vietnamese"),
    pytest.param(unicodedata.normalize("NFD", "Cảm ơn bài viết rất hay của người Việt"), id="Vietnamese, decomposed"),
    pytest.param("Շնորհակալություն, շատ լավ հոդված էր", id="Armenian"),
    pytest.param("Kırıkkale'de ışık, öğütücü ve şüğür", id="Turkish"),
    pytest.param("Zażółć gęślą jaźń, łódź i ławka", id="Polish"),
    pytest.param("Дуже гарна стаття, є ще їжа", id="Ukrainian"),
    pytest.param("Ọ̀rọ̀ ẹ̀kọ́ yìí dára púpọ̀", id="Yoruba"),
    pytest.param("t'ááłá'í ánánáałtł'ą́ą́", id="Navajo"),
    pytest.param("og̃uahẽ hag̃ua", id="Guarani"),
    pytest.param("Со мной cо всеми", id="a slip of the keyboard in Russian"),
    pytest.param("set snake_case, a_b and MAX_X_Y", id="names in code"),
    pytest.param("that is n\u0336o\u0336t\u0336 great", id="struck out"),
    pytest.param("👨\u200d👩\u200d👧 ❤️ 👍🏽", id="emoji"),
    pytest.param("\ufeffHello there", id="byte order mark"),
    pytest.param("J. R. R. Tolkien in the U.S.A., said S.H.I.E.L.D.", id="initials"),
    pytest.param("the dot com bubble", id="dot com bubble"),
    pytest.param("log on to i18n, k8s and ES6 with 𝑎𝑥 + 𝑏", id="technical"),
    pytest.param("NFκB and 5 µm, TNFα", id="biology"),
    pytest.param("Quotes &quot;here&quot; &amp; there", id="named entities"),
    pytest.param("mail john.doe@example.com about node.js", id="email"),
]


@pytest.mark.parametrize("raw", HONEST)
def test_honest_text_is_not_called_disguised(raw):
    assert normalise(raw).unmasked == ()


@pytest.mark.parametrize(
    "raw",
    [
        "привет мир",
        "مرحبا بالعالم",
        "これは本当に面白い",
        "这篇文章写得很好",
        "ขอบคุณสำหรับน้ำใจ",
        "ευχαριστώ πολύ",
        "👨\u200d👩\u200d👧",
    ],
    ids=["russian", "arabic", "japanese", "chinese", "thai", "greek", "emoji"],
)
def test_honest_text_stays_as_it_is(raw):
    assert normalise(raw).normal == raw


KINDS = [
    pytest.param("so 𝗙𝗿𝗲𝗲 now", Disguise.STYLED, "𝗙𝗿𝗲𝗲", id="styled"),
    pytest.param("so \uf135\uf141\uf134\uf134 now", Disguise.STYLED, "\uf135\uf141\uf134\uf134", id="clipped"),
    pytest.param("so ＦＲＥＥ now", Disguise.STYLED, "ＦＲＥＥ", id="full-width"),
    pytest.param("👍 so fr\u200bee now", Disguise.HIDDEN, "fr\u200bee", id="hidden"),
    pytest.param("so hy\u00adphen fr\u200bee now", Disguise.HIDDEN, "fr\u200bee", id="hidden beside a soft hyphen"),
    pytest.param("so \u202emoc.elpmaxe", Disguise.HIDDEN, "\u202emoc.elpmaxe", id="reversed"),
    pytest.param("so vіagra now", Disguise.LOOKALIKE, "vіagra", id="look-alike"),
    pytest.param("&amp; v i a g r a now", Disguise.SPACED, "v i a g r a", id="spaced"),
    pytest.param("so v1agra now", Disguise.LEET, "v1agra", id="leet"),
    pytest.param("so F\u0332R\u0332E\u0332E\u0332 now", Disguise.DECKED, "F\u0332R\u0332E\u0332E\u0332", id="decked"),
    pytest.param("&lt; &#118;iagra", Disguise.ENTITY, "&#118;", id="entity"),
    pytest.param("\u200b\u200b so hxxp://x.example", Disguise.LINK, "hxxp://", id="link"),
]


@pytest.mark.parametrize(("raw", "kind", "seen"), KINDS)
def test_what_was_taken_off_is_recorded_where_it_was_submitted(raw, kind, seen):
    (span,) = normalise(raw).unmasked_as(kind)
    assert raw[slice(*span)] == seen


def test_words_keep_their_vowel_signs_and_apostrophes():
    assert normalise("Don’t say 'น้ำใจ', क्या?").words == ("don't", "say", "น้ำใจ", "क्या")
    assert normalise("two words!").spoken == " two words "


def test_a_span_of_the_normal_text_leads_back_to_the_submitted_text():
    raw = "𝗕𝘂𝘆 c h e a p v\u200biagra &amp; more"
    text = normalise(raw)
    start = text.normal.index("viagra")
    assert raw[slice(*text.raw_span((start, start + 6)))].strip() == "v\u200biagra"


@given(st.text(alphabet=st.sampled_from("aΑа1 .@:/&#;\u200b\u200d\u0301ﬁ…𝗮ｗßİ中ำ(dotcom)http\n{|}[]"), max_size=80))
def test_every_span_lies_in_the_submitted_text(raw):
    text = normalise(raw)
    assert len(text.starts) == len(text.normal) + 1
    spans = [one.span for one in (*text.links, *text.unmasked)]
    assert all(0 <= start <= end <= len(raw) for start, end in spans)
    assert list(text.starts) == sorted(text.starts)


@given(st.text(max_size=60))
def test_the_words_are_folded_and_never_hold_spaces(raw):
    words = normalise(raw).words
    assert all(word == word.casefold() and not any(one.isspace() for one in word) for word in words)


def test_stacks_of_marks_are_cut_before_they_are_composed():
    stacked = "e" + "\u0301\u0316" * 5_000
    marks = [one for one in normalise(stacked).normal if unicodedata.combining(one)]
    assert len(marks) <= 30


def test_every_compatibility_character_of_unicode_is_folded():
    letters = [chr(code) for code in range(0x80, 0x110000) if unicodedata.normalize("NFKC", chr(code)) != chr(code)]
    kept = [one for one in letters if normalise(one).normal == one]
    assert all(one in "ำຳϲ" or len(unicodedata.normalize("NFKC", one)) > 4 for one in kept)


def test_every_letter_that_grows_keeps_its_place():
    growing = "".join(chr(code) for code in range(0x110000) if len(chr(code).casefold()) > 1)
    text = normalise(growing)
    assert len(text.starts) == len(text.normal) + 1


@pytest.mark.parametrize("letter", ["x", "ж", "中", "🙂", "\ud800"], ids=ascii)
def test_a_text_that_is_too_long_is_cut_between_two_characters(letter):
    length = LONGEST_TEXT // len(letter.encode("utf-8", "surrogatepass"))
    assert normalise(letter * length).normal == letter * length
    assert not normalise(letter * length).unread
    longer = normalise("xyz" + letter * length)
    assert longer.unread
    assert longer.normal in ("xyz" + letter * (length - cut) for cut in (1, 2, 3))


@pytest.mark.parametrize("unit", ["ﬁ", "a\u200b", "é̱", "ß", "🙂\u200d!\u200d", "аb "], ids=ascii)
def test_more_disguises_than_anybody_wears_keep_their_places(unit):
    text = normalise(unit * 9_000)
    assert len(text.starts) == len(text.normal) + 1
    assert list(text.starts) == sorted(text.starts)
    assert text.normal == text.normal.casefold()


PADDING = [
    "a\u200b",
    "\u0301",
    "e\u0301",
    "…",
    "&gt;",
    "𝗮b",
    "аab ",
    "a b ",
    "a1b ",
    "a(.)b",
    "a dot com ",
    "http://",
    "((",
    "www.",
    "ﷺ",
    "a\u0332",
    "a_b_c_d ",
]


def _seconds(raw):
    _, seconds = seconds_of(lambda: normalise(raw))
    return seconds


@pytest.mark.parametrize("unit", PADDING, ids=ascii)
def test_the_cost_grows_linearly(unit):
    short = long = 9.0
    # The best of many, taken in turns: whatever the machine does besides, it does to both, and not always.
    for _ in range(30):
        short = min(short, _seconds((unit * 65_536)[:8_192]))
        long = min(long, _seconds((unit * 65_536)[:65_536]))
        # Eight times the text; quadratic work would take sixty-four times as long.
        if long < 32 * max(short, 0.0005):
            return
    pytest.fail(f"{short * 1000:.1f} ms, then {long * 1000:.1f} ms")
