import json

from click.testing import CliRunner

from service.commands import main

LINES = '{"id": 1, "text": "The boat was on time."}\n{"id": 2}\n{"id": 3, "text": "See http://a.example"}\n'


def judge(*options, lines=LINES):
    return CliRunner().invoke(main, ["judge", *options], input=lines)


def test_comments_are_judged_from_a_file_without_any_set_up(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = judge(lines='{"id": 1, "text": "The boat was on time."}\n')

    assert answer.exit_code == 0
    assert json.loads(answer.stdout) == {"id": 1, "points": 0.0, "verdict": "approve", "evidence": []}


def test_a_bad_line_makes_the_exit_status_1(tmp_path):
    answer = judge()

    assert answer.exit_code == 1
    assert [json.loads(line)["id"] for line in answer.stdout.splitlines()] == [1, 2, 3]


def test_a_policy_is_read_from_a_file_and_its_mistakes_are_told(tmp_path):
    policy = tmp_path / "strict.toml"
    policy.write_text("[policies.default]\nhold_at = 0.1\n")
    assert [json.loads(line).get("verdict") for line in judge("--policy", str(policy)).stdout.splitlines()] == [
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


def test_what_breaks_a_check_is_printed_beside_the_verdict_that_holds(monkeypatch):
    def broken(submission, context, options):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("workers.checks.links.check", broken)
    answer = judge(lines='{"id": 1, "text": "The boat was on time."}\n')

    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["verdict"] == "hold"
    assert "The check 'links' failed:" in answer.stderr
    assert "ZeroDivisionError: oops" in answer.stderr
