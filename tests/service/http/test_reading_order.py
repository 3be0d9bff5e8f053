"""A thread as people read it."""

from service.http.reading_order import DEEPEST, in_reading_order


def a_comment(id, parent=None):
    return {"id": id, "parent": parent, "name": f"N{id}", "url": None, "body_html": "", "published_at": ""}


def order(*comments):
    return [(one.comment["id"], one.depth, one.to) for one in in_reading_order(comments)]


def test_replies_follow_what_they_reply_to():
    thread = (a_comment("1"), a_comment("2"), a_comment("3", "1"), a_comment("4", "3"), a_comment("5", "1"))
    assert order(*thread) == [("1", 0, ""), ("3", 1, "N1"), ("4", 2, "N3"), ("5", 1, "N1"), ("2", 0, "")]


def test_a_reply_to_what_is_not_published_stands_for_itself():
    assert order(a_comment("2", "gone")) == [("2", 0, "")]


def test_a_very_long_chain_is_no_trouble():
    chain = [a_comment(str(number), str(number - 1) if number else None) for number in range(5000)]
    found = order(*chain)
    assert len(found) == 5000
    assert found[-1] == ("4999", DEEPEST, "N4998")
