import pytest

from service.domain.text import normalise
from service.domain.verdict import Evidence
from workers.learning.signs import read_signs, sign_features, told


def signs_of(text, *checks):
    return read_signs(normalise(text), [Evidence(check=name, points=1.0, reason="") for name in checks])


def test_what_the_checks_said_is_a_sign():
    assert {"check:links", "check:links:0"} <= set(signs_of("short", "links"))
    assert "check:links:3" in signs_of("long " * 200, "links")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("see http://a.example/b?c", "host:a.example"),
        ("see http://a.example/b?c", "ending:example"),
        ("see http://a.example/b?c", "path:1True"),
        ("see http://a.example and http://b.example", "links:2"),
        ("call +44 7700", "number:0000"),
        ("only $5", "money"),
        ("really?", "mark:?"),
        ("done :) ;)", "mark::)"),
        ("🔥win🔥", "mark:🔥"),
        ("nothing HERE", "capitals:1"),
        ("MANY LOUD WORDS HERE and one", "capitals:3"),
        ("NOTHING HERE", "capitals:all"),
        ("win a watch", "first:win"),
        ("win a watch", "last:watch"),
        ("one two three four five", "words:3"),
        ("s\u200bp\u200ba\u200bm here", "disguise:hidden"),
    ],
)
def test_a_sign_is_seen(text, sign):
    names = signs_of(text)
    assert sign in names
    assert sign not in signs_of("nothing here")
    assert told(sign)


def test_every_sign_can_be_told():
    names = signs_of("only $5, really? 𝐛𝐮𝐲 at http://a.example/b 12!", "links", "money_words")
    assert all(told(name) for name in names)
    assert told("check:links:2") == told("check:links") == "what the check links finds"
    assert len(sign_features(names)) == len(names)


def test_endless_words_and_marks_do_not_fill_the_memory():
    assert max(map(len, signs_of("1a" * 30_000))) < 50
    assert len(signs_of(" ".join(map(chr, range(0x1F300, 0x1F700))))) < 30


def test_the_vowel_signs_of_a_word_are_no_marks():
    assert not [name for name in signs_of("हिन्दी में ราคาถูก") if name.startswith("mark:")]
