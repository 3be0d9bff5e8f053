from service.domain.text import normalise
from service.domain.verdict import Evidence
from workers.learning.windows import MOST_WINDOWS, WINDOW, windows

FILLER = "the boat was late again "


def read(text, *spans):
    normal = normalise(text)
    evidence = [Evidence(check="a", points=1.0, reason="", span=span) for span in spans]
    return [normal.normal[start:end] for start, end in windows(normal, evidence)]


def test_a_short_text_is_read_whole():
    assert read("Short.") == ["short."]
    assert read("") == [""]


def test_of_a_long_text_the_start_and_the_end_are_read():
    text = "first " + FILLER * 1000 + " last"
    parts = read(text)
    assert parts[0].startswith("first")
    assert parts[1].endswith("last")
    assert all(len(part) == WINDOW for part in parts)


def test_what_a_check_points_at_is_read():
    text = FILLER * 800 + "casino" + FILLER * 800
    at = text.index("casino")
    assert "casino" in read(text, (at, at + 6))[2]


def test_a_link_and_a_disguise_are_read():
    text = FILLER * 500 + "http://win.example" + FILLER * 500 + " c\u0430sino " + FILLER * 500
    parts = read(text)
    assert any("win.example" in part for part in parts)
    assert any("casino" in part for part in parts)


def test_there_are_never_many():
    parts = read(FILLER * 2000, *((at, at + 1) for at in range(0, 40_000, 500)))
    assert len(parts) == MOST_WINDOWS
