import pytest

from benchmarks.faults import page, soak_page
from benchmarks.faults.done import Done
from tests.faults.rows import ROWS

GOOD = {
    "seconds": 3.25,
    "acknowledged": 1000,
    "approved": 900,
    **dict.fromkeys(
        ("lost", "stored_twice", "shown_twice", "not_shown", "wrongly_shown", "unexplained", "unfinished"), 0
    ),
}
MARKS = "Before.\n<!-- rows -->\nold\n<!-- end of rows -->\nBetween.\n<!-- soak -->\n<!-- end of soak -->\nAfter.\n"


@pytest.fixture
def written(tmp_path, monkeypatch):
    """The page, with nothing of the last run but its marks."""
    monkeypatch.setattr(page, "PAGE", tmp_path / "faults.md")
    page.PAGE.write_text(MARKS)
    return page.PAGE


def test_the_rows_that_are_done_are_remembered(tmp_path):
    file = tmp_path / "var/faults.jsonl"
    first = Done(file, fresh=False)
    first.add("web-before-commit", GOOD | {"lost": 1})
    first.add("web-before-commit", GOOD)

    assert Done(file, fresh=False) == {"web-before-commit": GOOD}
    assert Done(file, fresh=True) == {}


@pytest.mark.parametrize("wrong", [{"lost": 1}, {"shown_twice": 1}, {"unexplained": 1}, {"seconds": 60.1}])
def test_a_row_with_anything_wrong_is_not_good(wrong):
    assert page.is_good(GOOD)
    assert not page.is_good(GOOD | wrong)


def test_the_table_tells_what_was_lost_and_leaves_the_rest_of_the_page(written):
    first, second = ROWS[:2]
    page.write_rows({first.name: GOOD, second.name: GOOD | {"lost": 2, "not_shown": 3}}, comments=1000)

    text = written.read_text()
    assert "2,000 acknowledged, 2 lost, 0 shown twice" in text
    assert f"| {second.title} | 1,000 | 2 | 0 | 3 | 3.2 s |" in text
    assert text.startswith("Before.\n<!-- rows -->\n2 rows of 1,000")
    assert text.endswith(MARKS.partition("<!-- end of rows -->")[2])
    assert "old" not in text


def test_the_soak_tells_its_latencies_recoveries_and_memory(written, tmp_path):
    record = {
        "minutes": 2,
        "rate": 50,
        "seed": 7,
        "taken": [{"at": at, "seconds": 0.02 if at != 61 else 2.5, "errors": int(at == 61)} for at in range(120)],
        "recoveries": [
            {"victim": "judge", "at": 20.0, "seconds": 15.2},
            {"victim": "judge", "at": 40.0, "seconds": 1.2},
        ],
        "memory": [[0, 400.0], [60, 401.0], [120, 402.0]],
        "ended": GOOD,
    }
    picture = tmp_path / "soak.svg"

    soak_page.write(record, picture=picture)

    text = written.read_text()
    assert "**0 lost, 0 shown twice**" in text
    assert "rises by 60 MiB an hour" in text
    assert "| judge | 2 | 8.2 s | 15.2 s |" in text
    assert "| 1 | 60 | 20 ms | 2,500 ms | 2.5 s | 1 |" in text
    assert "<svg" in picture.read_text()
