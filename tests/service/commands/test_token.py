import pytest


@pytest.fixture
def shell(shell):
    assert shell.type("migrate").exit_code == 0
    return shell


def test_a_token_is_printed_once_and_then_only_described(shell):
    text = shell.type("token", "create", "anna").output.strip()
    assert text.startswith("rj_")
    listed = shell.type("token", "list").output
    assert text not in listed
    for expected in ("anna", "moderate and read", "every site", "without end", "never used"):
        assert expected in listed


def test_a_token_can_be_narrow(shell):
    shell.type("token", "create", "intern", "--site", "demo", "--verb", "read", "--days", "30")
    listed = shell.type("token", "list").output
    assert "demo" in listed
    assert "until 2" in listed
    assert "moderate" not in listed


def test_a_revoked_token_says_so(shell):
    shell.type("token", "create", "anna")
    assert shell.type("token", "revoke", "anna").exit_code == 0
    assert "revoked 2" in shell.type("token", "list").output


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(["create", "anna"], "already", id="a name that is taken"),
        pytest.param(["create", "bob", "--site", "blog"], "rejoinder.toml has: demo", id="a site that is not there"),
        pytest.param(["revoke", "bob"], "no living token", id="a token that is not there"),
    ],
)
def test_mistakes_are_said_without_a_traceback(shell, words, expected):
    shell.type("token", "create", "anna")
    answer = shell.type("token", *words)
    assert answer.exit_code == 1
    assert expected in answer.stderr


def test_an_unknown_verb_is_a_usage_error(shell):
    assert shell.type("token", "create", "anna", "--verb", "dance").exit_code == 2
