import json

import pytest
from click.testing import CliRunner

from service.commands import main
from tests.workers.learning.lessons import LESSONS, taught
from workers.learning.snapshot import dumped


def evaluate(*words):
    return CliRunner().invoke(main, ["evaluate", *map(str, words)])


def written(file, lessons):
    lines = ({"text": text, "label": "spam" if spam else "ham"} for text, spam in lessons)
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return file


@pytest.fixture
def decided(tmp_path):
    return written(tmp_path / "decided.jsonl", LESSONS)


@pytest.fixture
def model(tmp_path):
    file = tmp_path / "site.model"
    file.write_bytes(dumped(taught([*enumerate(LESSONS * 3, 1)])))
    return file


def test_the_figures_are_told(model, decided):
    answer = evaluate("--model", model, decided)

    assert (answer.exit_code, answer.stderr) == (0, "")
    for said in (
        "Comments:     8",
        "AUC:          1.0000",
        "100.0 % at 0.1 %, 100.0 % at 0.5 %, 100.0 % at 1.0 % of the ham lost",
        "Above 0.00:   precision 1.0000, recall 1.0000, F1 1.0000, MCC 1.0000; 0.0 % of the ham lost",
        "Ham:          100.0 % approved, 0.0 % held, 0.0 % marked spam",
        "ms a comment (median)",
    ):
        assert said in answer.stdout


def test_the_figures_are_json_for_programs(model, decided):
    found = json.loads(evaluate("--model", model, "--json", decided, decided).stdout)

    assert found["comments"] == 2 * len(LESSONS)
    assert set(found) >= {"auc", "caught", "split", "spam", "ham", "median_ms", "slowest_ms"}
    assert set(found["split"]) == {"threshold", "precision", "recall", "f1", "mcc", "ham_lost"}


def test_the_checks_alone_are_measured_without_a_model(decided):
    assert "recall 1.0000" not in evaluate("--model", "none", decided).stdout


def test_the_shipped_model_is_measured_where_none_is_named(decided):
    shipped, alone = (json.loads(evaluate("--json", *more, decided).stdout) for more in ([], ["--model", "none"]))
    assert shipped["comments"] == alone["comments"]
    assert shipped["caught"] == alone["caught"]


def test_a_threshold_comes_from_other_comments(model, decided, tmp_path):
    others = written(tmp_path / "others.jsonl", [(text, not spam) for text, spam in LESSONS])
    split = json.loads(evaluate("--model", model, "--json", "--threshold-from", others, decided).stdout)["split"]
    assert split["threshold"] > 1
    assert split["recall"] < 1


def test_what_cannot_be_measured_is_told(model, decided, tmp_path):
    spam = written(tmp_path / "spam.jsonl", LESSONS[:1])
    bad = tmp_path / "bad.jsonl"
    bad.write_text("nonsense\n")
    unlabelled = tmp_path / "unlabelled.jsonl"
    unlabelled.write_text('{"text": "Late."}\n')
    for words, said in (
        (["--threshold-from", spam, decided], "there is no ham in"),
        ([bad], f"{bad}:1: not JSON"),
        ([unlabelled], "nothing is labelled 'ham' or 'spam' in"),
        ([], "Missing argument"),
    ):
        answer = evaluate("--model", model, *words)
        assert answer.exit_code in (1, 2)
        assert said in answer.stderr


def test_without_ham_the_figures_have_gaps(model, tmp_path):
    answer = evaluate("--model", model, written(tmp_path / "spam.jsonl", LESSONS[:1]))
    assert "Ham:          - approved, - held, - marked spam" in answer.stdout


def test_each_check_is_measured_by_itself(decided):
    answer = evaluate("--checks", decided)
    assert answer.exit_code == 0, answer.output
    assert "precision" in answer.stdout
    assert "links" in answer.stdout
    assert "Never spoke against a comment: abuse, " in answer.stdout

    found = json.loads(evaluate("--checks", "--json", "--model", "none", decided).stdout)["checks"]
    (links,) = [one for one in found if one["check"] == "links"]
    assert links == {
        "check": "links",
        "spoke": 1,
        "precision": 1.0,
        "recall": 0.25,
        "ham_hit": 0.0,
        "mean_points": 0.5,
    }
