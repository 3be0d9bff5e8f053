import json

import pytest
from click.testing import CliRunner

from service.commands import main
from tests.workers.learning.lessons import LESSONS, total
from workers.learning.snapshot import loaded


@pytest.fixture
def samples(tmp_path):
    file = tmp_path / "decided.jsonl"
    lines = ({"text": text, "label": "spam" if spam else "ham"} for text, spam in LESSONS)
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return file


def train(*words):
    return CliRunner().invoke(main, ["train", *map(str, words)])


def test_a_model_is_made_of_labelled_comments(samples, tmp_path):
    answer = train("--samples", samples, "--out", tmp_path / "site.model")

    assert answer.exit_code == 0, answer.output
    assert answer.stdout.startswith(f"{tmp_path}/site.model: learned from 4 spam and 4 ham; ")
    assert answer.stderr == ""
    learner = loaded((tmp_path / "site.model").read_bytes())
    assert [total(learner, text) > 0 for text, _ in LESSONS] == [spam for _, spam in LESSONS]


def test_several_files_can_follow(samples, tmp_path):
    more = tmp_path / "more.jsonl"
    more.write_text('{"text": "Late.", "label": "ham"}\n{"text": "Shut up", "label": "hate"}\n')
    for words in ((samples, more), (samples, "--samples", more)):
        answer = train("--samples", *words, "--out", tmp_path / "m")
        assert "4 spam and 5 ham" in answer.stdout
        assert answer.stderr == "Left out: 1 with the label 'hate'. Only 'ham' and 'spam' count.\n"


def test_nothing_is_made_of_bad_lines(samples, tmp_path):
    samples.write_text(samples.read_text() + '{"label": "ham"}\n' + "nonsense\n" * 20)
    answer = train("--samples", samples, "--out", tmp_path / "m")

    assert answer.exit_code == 1
    assert f"{samples}:9: text is missing" in answer.stderr
    assert "and 11 more" in answer.stderr
    assert not (tmp_path / "m").exists()


@pytest.mark.parametrize("text", ["", '{"text": "a", "label": "ham"}', '{"text": "a", "label": "spam"}'])
def test_a_model_needs_spam_and_ham(tmp_path, text):
    (tmp_path / "few.jsonl").write_text(text)
    answer = train("--samples", tmp_path / "few.jsonl", "--out", tmp_path / "m")

    assert answer.exit_code == 1
    assert "a model needs both" in answer.stderr


def test_a_place_that_cannot_be_written_is_told_before_the_work(samples, tmp_path):
    answer = train("--samples", samples, "--out", tmp_path / "nowhere" / "m")

    assert answer.exit_code == 2
    assert f"there is no directory {tmp_path}/nowhere" in answer.stderr


def test_a_full_disk_is_told(samples):
    answer = train("--samples", samples, "--out", "/dev/full")

    assert answer.exit_code == 1
    assert "/dev/full cannot be written: No space left on device" in answer.stderr
