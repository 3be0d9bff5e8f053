"""Texts that nobody writes but to break or slow a filter down, the same for the same seed."""

import random
from collections.abc import Iterator

LONG = 65_536

# Ranges of code points that random texts are drawn from.
ALPHABETS = {
    "everything": [(0x0, 0x110000)],
    "first plane": [(0x0, 0x10000)],
    "ASCII": [(0x0, 0x80)],
    "Latin": [(0x20, 0x250)],
    "marks": [(0x61, 0x7B), (0x300, 0x370), (0x483, 0x488), (0x1AB0, 0x1B00)],
    "mixed scripts": [(0x61, 0x7B), (0x3B1, 0x3CA), (0x430, 0x450), (0x561, 0x587)],
    "right to left": [(0x590, 0x700), (0x200B, 0x2010), (0x202A, 0x202F)],
    "without spaces": [(0xE01, 0xE5C), (0x3041, 0x30FF), (0x4E00, 0x9FFF)],
    "compatibility": [(0x2100, 0x2150), (0x2460, 0x2500), (0x3200, 0x3400), (0xFB00, 0xFB50), (0xFF00, 0xFFF0)],
    "mathematical": [(0x1D400, 0x1D800), (0x1F100, 0x1F170)],
    "emoji": [(0x1F1E6, 0x1F200), (0x1F300, 0x1F650), (0x200D, 0x200E), (0xFE0F, 0xFE10)],
    "invisible": [(0x61, 0x65), (0x200B, 0x2010), (0x2060, 0x2070), (0xE0020, 0xE0080), (0xAD, 0xAE)],
    "surrogates": [(0xD7F0, 0xE010)],
}

# Repeated to any length. Each is what one step or one pattern chews on longest.
UNITS = (
    *(
        "a",
        ".",
        " ",
        "\n",
        "\x00",
        "1",
        "-",
        "'",
        "’",
        "\u200b",
        "\u0301",
        "…",
        "ß",
        "İ",
        "ﬃ",
        "ﷺ",
        "中",
        "ก",
        "あ",
        "한",
    ),
    *("a b c d ", "a_b_c_d ", "a.b.c.d ", "v1agra ", "a1", "$", "a$", "subscr!be ", "l1I|", "аb ", "вa1 ", "ρa"),
    *("&#x41;", "&#65;", "&amp;", "&", "&#", "&CounterClockwiseContourIntegral;", "((", "[.]", "a(.)b", "a[.]b "),
    *(
        "http://",
        "hxxp://a ",
        "http://a.b ",
        "https://a.example/x?y=(z) ",
        "www.",
        "a.",
        "a.com ",
        "a dot com ",
        " dot",
    ),
    *(
        "x@y.z ",
        "@ab ",
        "1.1.1.1",
        "$1,",
        "$5 a day ",
        "100$ ",
        "от 100$ в день ",
        "500 руб",
        "whatsapp +1 ",
        "line id ",
    ),
    *(
        "telegram ",
        "加v",
        "крипт ",
        "бесплатн",
        "{a|b}",
        "{a|",
        "<a href=",
        "<a ",
        "[url=",
        "check out my ",
        "add me on ",
    ),
    *(
        "free money ",
        "ABCD",
        "AAAA1 ",
        "a\u200b",
        "a\u202e",
        "e\u0301\u0316",
        "a\u0332",
        "𝗮",
        "𝗮b",
        "ⓐ",
        "Ａ b",
        "か\u3099",
    ),
    *("\U0001f1e6\U0001f1e7", "👨\u200d👩\u200d👧", "❤️", "😀 $1 ", "\ud800", "د\u200c", "#a ", "call 0900 "),
)

_TRIGGERS = (
    *(
        "free",
        "money",
        "check",
        "out",
        "my",
        "channel",
        "http://a.b/c",
        "v1agra",
        "subscr!be",
        "приvет",
        "click",
        "here",
    ),
    *(
        "@abc",
        "$500",
        "a",
        "day",
        "telegram",
        "казино",
        "ｆｒｅｅ",
        "𝗳𝗿𝗲𝗲",
        "f\u200bree",
        "c a s i n o",
        "😀",
        "example",
    ),
    *("dot", "com", "ABCD123", "{a|b}", "[url]", "call", "0900123456", "win", "prize", "&#118;", "#tag"),
)


def random_text(seed: int, *, longest: int) -> str:
    """A text of up to `longest` characters. Every seed has its alphabet, and one in five texts holds triggers too."""
    draw = random.Random(seed)
    ranges = draw.choice(list(ALPHABETS.values()))
    length = int(longest ** draw.random())
    letters = [chr(draw.randrange(*draw.choice(ranges))) for _ in range(min(length, 512))]
    words = [*letters, *draw.choices(_TRIGGERS, k=8)] if draw.random() < 0.2 else letters
    between = draw.choice(("", "", " ", "\u200b", "."))
    return between.join(draw.choices(words, k=length))[:length]


def long_texts() -> Iterator[tuple[str, str]]:
    """64 KiB of everything, by name."""
    for unit in UNITS:
        yield ascii(unit), (unit * LONG)[:LONG]
    for name, ranges in ALPHABETS.items():
        draw = random.Random(name)
        yield name, "".join(chr(draw.randrange(*draw.choice(ranges))) for _ in range(LONG))
    for between in (" ", "", "."):
        draw = random.Random(7)
        yield f"triggers between {between!r}", between.join(draw.choices(_TRIGGERS, k=LONG // 2))[:LONG]
    yield "links", " ".join(f"http://h{at}.example/{at}" for at in range(LONG // 8))[:LONG]
    yield "words", " ".join(f"w{at:x}" for at in range(LONG // 3))[:LONG]
