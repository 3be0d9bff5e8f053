from benchmarks.speed import plots, section
from tests.benchmarks.speed.rows import ACCEPTING, READING

FOUND = {"accepting": ACCEPTING, "reading": READING}


def test_each_contender_has_a_row_beside_the_bare_route():
    text = section.text(FOUND)

    assert "| bare Flask route | 1,000 | 1 | 1.00 ms | 3.00 ms | 0.50 ms |  |  | 300 MiB |" in text
    assert "| A peer (PHP) | 200 | 0.20 (0.20 to 0.20) | 5.00 ms | 9.00 ms | 2.00 ms | 1.00 | 0.25 | 300 MiB |" in text


def test_the_text_says_when_it_was_measured_and_what_was_not():
    text = section.text(FOUND)

    assert "Measured 2026-11-26 to 2026-11-27, Python 3.11. The load" in text
    assert section.NOT_MEASURED in text


def test_the_same_figures_draw_the_same_plot(tmp_path):
    drawn = []
    for _ in range(2):
        plots.draw(FOUND, into=tmp_path)
        drawn.append((tmp_path / "speed.svg").read_text())

    assert drawn[0] == drawn[1]
    assert "A peer" in drawn[0]
