import pytest

from service.domain.text import normalise
from workers.parts import MOST_TRIED, OVERLAP, PART, longest_line, sentences_round, worst_place

FILLER = "the boat was late again "


def points(part):
    return float(part.normal.count("win"))


@pytest.mark.parametrize("tenth", range(11))
def test_the_worst_part_is_found_wherever_it_stands(tenth):
    text = normalise(FILLER * 240 * tenth + "win, win and win " + FILLER * 240 * (10 - tenth))
    start, end = worst_place(text, points)
    assert "win, win and win" in text.normal[start:end]
    assert end - start <= PART + 2 * OVERLAP


def test_what_is_far_apart_is_not_added_up():
    text = normalise("win " + FILLER * 500 + "win " + FILLER * 500 + "win and win " + FILLER * 500)
    assert points(text.part(worst_place(text, points))) == 2


@pytest.mark.parametrize("text", [FILLER * 2_000, "win " * 15_000, "x" * 60_000], ids=["none", "all over", "one word"])
def test_the_search_ends_soon(text):
    tried = [0]

    def counted(part):
        tried.append(len(part.normal))
        return points(part)

    worst_place(normalise(text), counted)
    assert sum(tried) <= MOST_TRIED + len(text) / 5


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("It was late. We win here today! Then tea.", " we win here today"),
        ("late\nwe win here\ntea", "we win here"),
        ("we win here", "we win here"),
        ("late. " + "x" * 300 + " win " + "x" * 300, "win"),
    ],
    ids=["sentence", "line", "whole text", "too far"],
)
def test_a_place_is_widened_to_its_sentences_where_they_end_near(text, seen):
    normal = normalise(text).normal
    at = normal.index("win")
    start, end = sentences_round(normal, (at, at + 3))
    assert normal[start:end] == seen


def test_the_longest_line_of_a_place_is_found():
    normal = "a window\ncheap watches today\nof"
    start, end = longest_line(normal, (2, len(normal)))
    assert normal[start:end] == "cheap watches today"
