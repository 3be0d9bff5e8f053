import sys

import pytest
from click.testing import CliRunner

from service.commands import main


@pytest.fixture
def decided(tmp_path):
    file = tmp_path / "decided.jsonl"
    file.write_text('{"text": "Subscribe to my channel", "label": "spam"}\n{"text": "Late.", "label": "ham"}\n')
    return file


def evaluate(decided, plot):
    return CliRunner().invoke(main, ["evaluate", "--model", "none", "--plot", str(plot), str(decided)])


def test_without_matplotlib_it_says_what_to_install(decided, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    answer = evaluate(decided, tmp_path / "out.png")

    assert answer.exit_code == 2
    assert "--plot needs matplotlib. Install it beside Rejoinder" in answer.stderr
    assert answer.stdout == ""


def test_the_picture_is_drawn_beside_the_figures(decided, tmp_path):
    pytest.importorskip("matplotlib", reason="matplotlib is not installed (pip install matplotlib)")
    answer = evaluate(decided, tmp_path / "out.png")

    assert answer.exit_code == 0, answer.output
    assert "AUC:          1.0000" in answer.stdout
    assert (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG")


def test_a_picture_that_cannot_be_written_is_told(decided):
    pytest.importorskip("matplotlib", reason="matplotlib is not installed (pip install matplotlib)")
    answer = evaluate(decided, "/dev/full")

    assert answer.exit_code == 1
    assert "/dev/full cannot be written" in answer.stderr
