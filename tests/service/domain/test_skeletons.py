import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.skeletons import places
from service.domain.text import normalise


def seen(raw):
    return normalise(raw).skeletons


@pytest.mark.parametrize(
    ("masked", "plain"),
    [
        ("subscr!be", "subscribe"),
        ("ѕub5cribe", "subscribe"),
        ("súbscríbe", "subscribe"),
        ("subbscrrribe", "subscribe"),
        ("subscr1be", "subscrlbe"),
        ("vıagra", "viagra"),
        ("złoto", "zloto"),
        ("саsiно", "casiho"),
        ("pl@y$", "plays"),
        ("don’t", "dont"),
        ("мои", "мой"),
        ("ALEXIS17", "alexis88"),
    ],
)
def test_what_looks_alike_has_one_skeleton(masked, plain):
    assert seen(masked) == seen(plain)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("토토", "토"),
        ("点点", "点"),
        ("ночь", "hoyb"),
        ("קקק", "ק"),
        ("12", "123"),
        ("play$", "play $1"),
        ("かが", "かか"),
        ("加v1", "加vi"),
    ],
)
def test_what_differs_to_the_eye_stays_different(one, other):
    assert seen(one) != seen(other)


def test_thai_words_keep_their_vowel_signs():
    assert seen("คลิกที่นี่") == " คลิกที่นี่ "


@given(st.text(alphabet=st.sampled_from("aiӧаéÅ토ก็\u0301 1!$|@'’.,_中\n"), max_size=60))
def test_every_word_has_its_place(raw):
    text = normalise(raw)
    assert len(list(places(text.normal))) == len(text.skeletons.split())
