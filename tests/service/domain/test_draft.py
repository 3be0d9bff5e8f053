import re

from service.domain.draft import MOST_NOTED, MOST_REWRITTEN, Disguise, Draft


def test_a_span_after_several_rewrites_leads_back_to_the_submitted_text():
    draft = Draft("one -- two three")
    draft.drop(re.compile("-"), at_worst="-")
    draft.translate({ord("w"): "W"}, growing={"w": "WWW"})
    draft.rewrite(re.compile("three"), lambda _: "3")
    assert draft.text == "one  tWWWo 3"
    at = draft.text.index("3")
    assert (draft.starts[at], draft.starts[at + 1]) == (11, 16)
    assert draft.starts[draft.text.index("t")] == 7


def test_where_very_much_is_dropped_or_grows_places_stay_true():
    much = MOST_REWRITTEN + 500
    draft = Draft("-w" * much + "!")
    draft.drop(re.compile("-"), at_worst="-")
    draft.translate({ord("w"): "W"}, growing={"w": "WW"})
    assert draft.text == "W" * (much + MOST_REWRITTEN) + "!"
    assert len(draft.starts) == len(draft.text) + 1
    assert draft.starts[draft.text.index("!")] == 2 * much


def test_a_replacement_of_the_same_length_keeps_every_place():
    draft = Draft("a 𝗳𝗿𝗲𝗲 b")
    draft.rewrite(re.compile("𝗳𝗿𝗲𝗲"), lambda _: "free")
    assert list(draft.starts) == list(range(9))


def test_nothing_changes_where_the_rewriter_says_none():
    draft = Draft("as it was")
    draft.rewrite(re.compile("it"), lambda _: None)
    assert draft.text == "as it was"


def test_notes_and_rewrites_are_bounded():
    draft = Draft("x" * (MOST_REWRITTEN + 10))

    def noted(found):
        draft.note(Disguise.LEET, found.span())
        return "yy"

    draft.rewrite(re.compile("x"), noted)
    assert draft.text == "yy" * MOST_REWRITTEN + "x" * 10
    assert len(draft.unmasked) == MOST_NOTED
