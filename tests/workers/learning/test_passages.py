import pytest

from service.domain.skeletons import skeleton
from service.domain.text import normalise
from workers.learning.features import slot
from workers.learning.learner import Learner
from workers.learning.passages import LONGEST_PASSAGE, MOST_PASSAGES, passages

FILLER = "the boat was late again "


def heavy(text, **weights):
    known = Learner()
    for word, weight in weights.items():
        known.weights[slot(f"w:{skeleton(word)}")] = weight
    normal = normalise(text)
    return [normal.normal[start:end] for start, end in passages(normal, known)]


def test_there_are_never_many():
    assert len(heavy("win " * 9 + (FILLER * 9 + "win ") * 90, win=0.5)) == MOST_PASSAGES


@pytest.mark.parametrize("tenth", range(11))
def test_the_heaviest_words_of_a_long_text_are_read_wherever_they_stand(tenth):
    text = FILLER * 200 * tenth + "win cheap watches today " + FILLER * 200 * (10 - tenth)
    assert "win cheap watches" in heavy(text, win=0.3, cheap=0.2, watches=0.4, the=-0.1)[0]


def test_a_passage_is_as_long_as_its_words_weigh_and_as_a_short_comment_at_least():
    first = heavy(FILLER * 500 + "win it " + FILLER * 500, win=0.3, it=0.1, again=-0.1, the=-0.1)[0]
    assert first == "late again win it the boat"


def test_a_passage_is_never_very_long():
    assert [len(one) for one in heavy("win " * 9_000, win=0.3)] == [LONGEST_PASSAGE]


def test_words_of_scripts_without_spaces_weigh_by_their_pairs():
    text = "船又晚了。" * 500 + "点击赢奖" + "船又晚了。" * 500
    assert "点击赢奖" in heavy(text, 点击=0.5, 赢奖=0.5)[0]


def test_a_text_without_words_has_nothing_to_read():
    assert heavy("!" * 5_000) == []
