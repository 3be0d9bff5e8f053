import pytest

from service.domain.policy import CheckSettings, Policy
from tests.workers.checks.asking import opinion, points
from workers.checks import patterns
from workers.plugins import PluginError
from workers.scoring import Scorer

OPTIONS = {
    "points": {r"cheap \pL+ pills": 3.0, "казин[оа]": 2.0, r"\$\d+": 1.0, "赌场": 1.5, "(?:thank|bless) you": -1.0}
}


@pytest.mark.parametrize(
    ("body", "given"),
    [
        pytest.param("Cheap red pills", 3.0, id="capitals"),
        pytest.param("ch\u0435ap blu\u0435 p1lls", 3.0, id="disguised"),
        pytest.param("казино", 2.0, id="Russian"),
        pytest.param("казинополис", 0, id="a word goes on"),
        pytest.param("неказино", 0, id="a word begins before"),
        pytest.param("US $500", 1.0, id="sign"),
        pytest.param("这是赌场啊", 1.5, id="without spaces"),
        pytest.param("cheap red pills for $5", 4.0, id="two"),
        pytest.param("Thank you", -1.0, id="for the comment"),
        pytest.param("The ferry was late \ud800", 0, id="half a character"),
        pytest.param("Honest", 0, id="none"),
    ],
)
def test_points_of_the_patterns_that_match_whole_words(body, given):
    assert points(patterns, body, options=OPTIONS) == given


def test_the_reason_names_the_pattern_and_the_span_shows_the_place():
    found = opinion(patterns, "See: cheap red pills", options=OPTIONS)
    assert found.reason == r"Matches patterns of this site: “cheap \pL+ pills”."
    assert found.span == (5, 20)


def test_name_and_web_address_are_read_too_and_have_no_place_in_the_text():
    found = opinion(patterns, "Hello", options=OPTIONS, name="Cheap blue pills")
    assert (found.points, found.span) == (3.0, None)


def test_what_matches_parts_of_words_again_and_again_is_not_searched_for_ever():
    options = {"points": {"x.*y|x": 2.0}}
    found = opinion(patterns, "x" * 20_000, options=options)
    assert found.points == 2.0
    assert points(patterns, "x" * (patterns.TRIES_MOST - 1), options=options) == 0


def test_the_sum_is_bounded():
    many = {"points": {"boat": 50.0, "late": 50.0}, "most": 4.0}
    assert points(patterns, "The boat was late", options=many) == 4.0


def test_no_patterns_is_no_opinion():
    assert opinion(patterns, "Hello") is None


@pytest.mark.parametrize("wrong", [r"(?=a)b", r"(a)\1", "(", "*", "(?:a{900}){9}"])
def test_what_re2_cannot_take_is_told_with_all_other_mistakes(wrong):
    policy = Policy(checks={"patterns": CheckSettings(options={"points": {wrong: 1, "ok": 1}})})
    with pytest.raises(PluginError) as raised:
        Scorer({"patterns": patterns}, policy)
    (mistake,) = raised.value.mistakes
    assert mistake.startswith(f"policies.default.checks.patterns: RE2 cannot take the pattern {wrong!r}: ")


@pytest.mark.parametrize("empty", ["", "(?:cheap)?", "a*", r"\b", "^"])
def test_a_pattern_that_matches_nothing_is_told(empty):
    policy = Policy(checks={"patterns": CheckSettings(options={"points": {empty: 1}})})
    with pytest.raises(PluginError, match="matches where nothing stands"):
        Scorer({"patterns": patterns}, policy)


def test_points_must_be_numbers():
    policy = Policy(checks={"patterns": CheckSettings(options={"points": {"a": "much"}})})
    with pytest.raises(PluginError, match="points must be a table with a number for each key"):
        Scorer({"patterns": patterns}, policy)
    policy = Policy(checks={"patterns": CheckSettings(options={"points": ["a"]})})
    with pytest.raises(PluginError, match="points must be a table with a number for each key"):
        Scorer({"patterns": patterns}, policy)


def test_a_pattern_made_to_be_slow_is_not():
    body = "a" * 20_000 + "!"
    assert points(patterns, body, options={"points": {"(?:a+)+b": 1.0}}) == 0
