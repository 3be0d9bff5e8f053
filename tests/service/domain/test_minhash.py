import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from service.domain.minhash import BANDS, SHINGLE, Sketch, likeness, sketch_of
from service.domain.text import LONGEST_TEXT, normalise

BODY = "The harbour ferry never waits for the bus from the station, which is a pity in winter."
ALIKE = "The harbour ferry never waits for the bus from the station, which is a shame in winter."
JAPANESE = "港のフェリーは駅からのバスを決して待ってくれません。冬は特に困ります。"
CHINESE = "港口的渡轮从来不等从车站开来的公共汽车，这在寒冷的冬天里真是让人非常遗憾。"
THAI = "เรือข้ามฟากที่ท่าเรือไม่เคยรอรถบัสจากสถานีเลยซึ่งน่าเสียดายในฤดูหนาว"
WORDS = "harbour ferry waits station pity winter ticket morning gull rain quay timetable captain coffee window".split()
texts = st.lists(st.sampled_from(WORDS), min_size=8, max_size=60).map(" ".join)


def sketched(body):
    return sketch_of(normalise(body))


def shingles(body):
    letters = normalise(body).skeletons.replace(" ", "")
    return {letters[at : at + SHINGLE] for at in range(len(letters) - SHINGLE + 1)}


def jaccard(one, other):
    return len(shingles(one) & shingles(other)) / len(shingles(one) | shingles(other))


@given(st.text(max_size=300))
def test_any_text_has_one_sketch_or_none(body):
    assert sketched(body) == sketched(body)


@given(texts)
def test_a_text_is_all_like_itself_however_it_is_spaced_or_written(body):
    assume(sketched(body) is not None)
    again = sketched(body.upper().replace(" ", "  "))
    assert likeness(sketched(body), again) == 1.0
    assert sketched(body).bands == again.bands


@given(texts, st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_likeness_is_near_the_shared_part_of_the_shingles(body, more):
    other = f"{body} {more}"
    assume(sketched(body) is not None)
    found = likeness(sketched(body), sketched(other))
    assert found == likeness(sketched(other), sketched(body))
    # Six standard deviations of 128 bins, where they are widest.
    assert abs(found - jaccard(body, other)) < 0.27


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BODY, ALIKE),
        (BODY, BODY.replace("a", "а").replace("o", "0")),
        (BODY, f"{BODY} 🙂"),
        (JAPANESE, JAPANESE.replace("冬", "夏")),
        (CHINESE, CHINESE.replace("冬", "夏")),
        (THAI, THAI.replace("บัส", "เมล์")),
    ],
    ids=["a word changed", "disguised", "decorated", "Japanese", "Chinese", "Thai"],
)
def test_almost_the_same_text_is_found_by_a_band_and_very_alike(one, other):
    first, second = sketched(one), sketched(other)
    assert set(first.bands) & set(second.bands)
    assert likeness(first, second) > 0.65


def test_other_texts_share_no_band_and_nothing_else():
    others = (JAPANESE, CHINESE, THAI, "A gull took my sandwich on the quay this morning and I am not amused at all.")
    for other in others:
        assert not set(sketched(BODY).bands) & set(sketched(other).bands)
        assert likeness(sketched(BODY), sketched(other)) < 0.1


@pytest.mark.parametrize(
    "body",
    ["", "Thanks!", "Thank you very much!", "ha" * 400, "hahahaha so so so so so so", "🙂" * 50, "1234567890"],
    ids=["nothing", "short", "thanks", "laughter", "few shingles", "emoji", "a number"],
)
def test_what_is_everybodys_has_no_sketch(body):
    assert sketched(body) is None


def test_bands_are_numbers_that_databases_can_keep_and_tell_their_places_apart():
    bands = sketched(BODY).bands
    assert len(bands) == len(set(bands)) == BANDS
    assert all(0 <= band < 2**63 for band in bands)


def test_a_sketch_of_the_longest_text_is_no_larger():
    words = " ".join(f"{word}{number}" for number in range(9000) for word in WORDS[number % 15 :][:1])
    longest = sketched(words[:LONGEST_TEXT])
    assert isinstance(longest, Sketch)
    assert len(longest.bins) == len(sketched(BODY).bins) == 256
