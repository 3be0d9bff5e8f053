import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from service.commands import main
from tests.workers.learning.lessons import LESSONS, taught, total
from workers.learning.prior import prior
from workers.learning.snapshot import dumped

OFFER = "Удалённая занятость для всех, от 18 лет. Писать в личные сообщения."
LINES = '{"id": 1, "text": "The boat was on time."}\n{"id": 2}\n{"id": 3, "text": "See http://a.example"}\n'
START = {
    "check": "model",
    "points": -0.5,
    "reason": "No model: every comment starts below 0, as most are honest.",
    "span": None,
}


def judge(*options, lines=LINES):
    return CliRunner().invoke(main, ["judge", *options], input=lines)


def test_comments_are_judged_from_a_file_without_any_set_up(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = judge("--model", "none", lines='{"id": 1, "text": "The boat was on time."}\n')

    assert answer.exit_code == 0
    assert json.loads(answer.stdout) == {"id": 1, "points": -0.5, "verdict": "approve", "evidence": [START]}


def test_the_shipped_model_judges_where_none_is_named():
    (judged,) = map(json.loads, judge(lines=json.dumps({"text": OFFER})).stdout.splitlines())

    assert judged["points"] == pytest.approx(total(prior(), OFFER), abs=1e-4)
    assert "model" in {one["check"] for one in judged["evidence"]}


def test_a_bad_line_makes_the_exit_status_1(tmp_path):
    answer = judge()

    assert answer.exit_code == 1
    assert [json.loads(line)["id"] for line in answer.stdout.splitlines()] == [1, 2, 3]


def test_a_policy_is_read_from_a_file_and_its_mistakes_are_told(tmp_path):
    policy = tmp_path / "strict.toml"
    policy.write_text("[policies.default]\nhold_at = 0.1\n")
    strict = judge("--policy", str(policy), "--model", "none").stdout.splitlines()
    assert [json.loads(line).get("verdict") for line in strict] == [
        "approve",
        None,
        "hold",
    ]

    for wrong, said in (
        ("[policies.default]\nhold_at = 'x'\n", "policies.default.hold_at"),
        ("[policies.default.checks.linsk]\n", "linsk"),
        ("[policies", "is not valid TOML"),
    ):
        policy.write_text(wrong)
        answer = judge("--policy", str(policy))
        assert answer.exit_code in (1, 2)
        assert said in answer.stderr


def test_a_rule_of_the_policy_decides_and_says_so(tmp_path):
    policy = tmp_path / "strict.toml"
    policy.write_text('[[policies.default.rules]]\nname = "short"\nwhen = { characters_at_most = 5 }\nthen = "spam"\n')
    lines = '{"id": 1, "text": "Hello"}\n{"id": 2, "text": "Hello there"}\n'

    short, longer = map(json.loads, judge("--policy", str(policy), "--model", "none", lines=lines).stdout.splitlines())

    assert (short["verdict"], short["points"], longer["verdict"]) == ("spam", -0.5, "approve")
    assert short["evidence"][0]["reason"] == "The rule “short” says spam: 5 characters."

    policy.write_text('[[policies.default.rules]]\nname = "short"\nwhen = { chars = 5 }\nthen = "gone"\n')
    answer = judge("--policy", str(policy))
    assert "rules[1].when.chars is not a condition" in answer.stderr
    assert "rules[1].then is 'gone'" in answer.stderr


def test_what_breaks_a_check_is_printed_beside_the_verdict_that_holds(monkeypatch):
    def broken(submission, context, options):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("workers.checks.links.check", broken)
    answer = judge(lines='{"id": 1, "text": "The boat was on time."}\n')

    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["verdict"] == "hold"
    assert "The check 'links' failed:" in answer.stderr
    assert "ZeroDivisionError: oops" in answer.stderr


@pytest.fixture
def model(tmp_path):
    file = tmp_path / "site.model"
    file.write_bytes(dumped(taught()))
    return file


DECIDED = [json.dumps({"id": 1, "text": text, "label": "spam" if spam else "ham"}) for text, spam in LESSONS]


def points(answer):
    assert answer.exit_code == 0, answer.output
    return [json.loads(line)["points"] for line in answer.stdout.splitlines()]


def test_a_model_judges_beside_the_checks(model):
    alone = points(judge("--model", "none", lines="\n".join(DECIDED)))
    beside = points(judge("--model", str(model), lines="\n".join(DECIDED)))
    assert beside == [pytest.approx(total(taught(), text), abs=1e-4) for text, _ in LESSONS]
    assert beside != alone


def test_a_model_that_learns_on_the_way_keeps_its_file(model):
    before = model.read_bytes()
    once, learned = (
        points(judge("--model", str(model), *more, lines="\n".join(DECIDED * 2))) for more in ([], ["--learn"])
    )
    assert once[0] == learned[0]
    assert once != learned
    assert model.read_bytes() == before


@pytest.mark.parametrize("model", [[], ["--model", "none"]], ids=["shipped", "nothing"])
def test_learning_begins_with_the_shipped_model_or_with_nothing(model):
    learned = points(judge("--learn", *model, lines="\n".join(DECIDED * 2)))
    assert [one > 0 for one in learned[len(LESSONS) :]] == [spam for _, spam in LESSONS]


@pytest.mark.parametrize(("content", "said"), [(b"nonsense", "this is no model"), (None, "No such file")])
def test_a_file_that_is_no_model_is_told(tmp_path, content, said):
    file = tmp_path / "odd.model"
    if content:
        file.write_bytes(content)
    answer = judge("--model", str(file))
    assert answer.exit_code == 2
    assert said in answer.stderr
    assert answer.stdout == ""


def test_each_verdict_comes_before_the_next_line_is_there():
    words = [sys.executable, "-m", "service.commands", "judge", "--learn"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        for line in DECIDED[:3]:
            running.stdin.write(f"{line}\n".encode())
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == 1
        running.stdin.close()
        assert running.wait(30) == 0
