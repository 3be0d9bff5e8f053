import pytest

from benchmarks.filter.corpora import read, without_known
from tests.benchmarks.filter.corpus import HAM, SPAM, corpus


def test_a_comment_has_its_text_its_place_and_what_people_said(tmp_path):
    comments = corpus(tmp_path)
    assert len(comments) == 24
    assert (comments[0].text, comments[0].place, comments[0].spam) == (SPAM[0], "video_one", True)
    assert comments[0].sample.spam and not comments[4].spam


def test_what_is_known_or_said_twice_is_left_out(tmp_path):
    comments = corpus(tmp_path)
    one, others = comments[:8], comments[8:]
    assert {SPAM[0], HAM[0]}.isdisjoint(found.text for found in without_known(others, one))
    assert len(without_known(others, one)) == 12
    assert len(without_known(others, [])) == 14


def test_a_line_that_is_no_comment_is_told(tmp_path):
    file = tmp_path / "bad.jsonl"
    file.write_text("{}\n")
    with pytest.raises(SystemExit, match=r"bad\.jsonl:1"):
        read(file)
