import json
from contextlib import closing

import pytest

from service import services as composition
from service import settings as configuration
from service.domain.comment import Decision
from service.domain.verdict import MODEL
from service.storage.schema import comments
from service.usecases.decide import decide
from tests.scenes import evidence, judged

STRICT = '[[policies.strict.rules]]\nname = "all links"\nwhen = { links_at_least = 1 }\nthen = "spam"\n'
PAGE = "http://127.0.0.1:8080/demo/"
LINK = "A link to the timetable of the harbour boats: http://boats.example/"
HELD = evidence(3.0, check=MODEL)
PLAIN = "The 7.10 boat never waits for the bus."


@pytest.fixture
def home(shell):
    """Services over the shell's home; the commands see what they store."""
    assert shell.type("migrate").exit_code == 0
    with closing(composition.build(configuration.load({"REJOINDER_HOME": str(shell.home)}))) as services:
        yield services


@pytest.fixture
def strict(tmp_path):
    file = tmp_path / "strict.toml"
    file.write_text(STRICT)
    return str(file)


def decided(services, decision, body, *found):
    comment = judged(services, *found, site="demo", page=PAGE, body=body, email=f"{len(body)}@example.org")
    decide(services, comment, decision, actor="Mona")
    return comment


@pytest.fixture
def past(home):
    """Ham with a link, ham without, and spam that the checks let through; all were held once."""
    return [
        decided(home, Decision.APPROVE, LINK, HELD),
        decided(home, Decision.APPROVE, PLAIN, HELD),
        decided(home, Decision.SPAM, LINK + "spam"),
    ]


def test_a_policy_is_tried_on_what_moderators_decided(shell, strict, past):
    answer = shell.type("policy", "try", strict)

    assert answer.exit_code == 0, answer.output
    assert (
        "Cost of strict: 1 ham lost × 20 + 1 ham held × 1 + 0 spam published × 5 + 0 spam held × 1 = 21"
        in answer.stdout
    )
    assert (
        "Cost of live: 0 ham lost × 20 + 2 ham held × 1 + 1 spam published × 5 + 0 spam held × 1 = 7" in answer.stdout
    )
    assert "2 of 3 would change:" in answer.stdout
    assert f"ham: hold (3.5) → spam (3.5)  {past[0]}  {PAGE}" in answer.stdout
    assert "The rule “all links” says spam: 1 link." in answer.stdout


def test_the_same_as_json(shell, strict, past):
    answer = json.loads(
        shell.type("policy", "try", strict, "--json", "--ham-lost", "1", "--ham-held", "0.5", "--site", "demo").stdout
    )

    assert (answer["policy"], answer["comments"], answer["left_out"]) == ("strict", 3, {})
    assert answer["tried"] == {
        "ham": {"approve": 0, "hold": 1, "spam": 1},
        "spam": {"approve": 0, "hold": 0, "spam": 1},
        "cost": 1.5,
    }
    assert answer["live"]["ham"] == {"approve": 0, "hold": 2, "spam": 0}
    assert [
        (one["id"], one["label"], one["live"]["verdict"], one["tried"]["verdict"]) for one in answer["changes"]
    ] == [
        (past[0], "ham", "hold", "spam"),
        (past[2], "spam", "approve", "spam"),
    ]


def test_what_could_not_be_replayed_is_counted(shell, strict, home, past):
    with home.database.begin() as tx:
        tx.execute(comments.update().where(comments.c.id == past[1]).values(sealed=None))

    answer = shell.type("policy", "try", strict)

    assert "Left out: 1 erased or expired." in answer.stdout
    assert "2 of 2 would change:" in answer.stdout


def test_only_the_first_changes_are_shown_unless_all_are_asked_for(shell, strict, tmp_path):
    samples = tmp_path / "samples.jsonl"
    samples.write_text(22 * (json.dumps({"id": 1, "text": LINK, "label": "ham"}) + "\n"))
    words = ("policy", "try", strict, "--samples", str(samples))

    few, every = shell.type(*words).stdout, shell.type(*words, "--all").stdout

    assert "samples" in few
    assert "ham: 22" in few
    assert "moderators" not in few
    assert few.count("ham: approve") == 20
    assert "and 2 more: --all shows them." in few
    assert every.count("ham: approve") == 22


def test_nobody_steers_the_terminal(shell, tmp_path, home):
    file = tmp_path / "all.toml"
    file.write_text('[[policies.default.rules]]\nname = "\\u001b[31mred"\nwhen = {}\nthen = "spam"\n')
    decided(home, Decision.APPROVE, PLAIN, HELD)

    answer = shell.type("policy", "try", str(file))

    assert "\x1b" not in answer.stdout
    assert "The rule “�[31mred” says spam" in answer.stdout


def test_labelled_lines_need_no_database(shell, strict, tmp_path):
    samples = tmp_path / "samples.jsonl"
    lines = [{"id": 1, "text": LINK, "label": "ham"}, {"id": 2, "text": PLAIN, "label": "ham"}, {"text": "?"}]
    samples.write_text("\n".join(map(json.dumps, lines)))

    answer = shell.type("policy", "try", strict, "--samples", str(samples), "--json")

    told = json.loads(answer.stdout)
    assert (told["comments"], told["tried"]["ham"]["spam"], told["live"]["ham"]["spam"]) == (2, 1, 0)
    assert [one["id"] for one in told["changes"]] == [1]
    assert "1 with no label" in answer.stderr


@pytest.mark.parametrize(
    ("toml", "words", "said"),
    [
        ("", [], "has no [policies.default]; there is no policy at all"),
        (STRICT, ["--policy", "lax"], "has no [policies.lax]; there are strict"),
        (STRICT, ["--site", "shop"], "shop"),
        (STRICT.replace("links_at_least", "links"), [], "rules[1].when.links is not a condition"),
        ("[policies.strict.checks.linsk]\n", [], "there is no check 'linsk'"),
        (STRICT, [], "nothing to try it on"),
        (STRICT, ["--since", "tomorrow"], "--since"),
    ],
)
def test_mistakes_are_said_without_a_traceback(shell, home, tmp_path, toml, words, said):
    file = tmp_path / "p.toml"
    file.write_text(toml)

    answer = shell.type("policy", "try", str(file), *words)

    assert answer.exit_code in (1, 2)
    assert said in answer.stderr
    assert "Traceback" not in answer.output
