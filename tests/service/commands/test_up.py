import pytest


@pytest.mark.parametrize(
    "written",
    [
        '[policies.default.checks.links]\nalowed = "3"\n',
        '[policies.strict]\nspam_at = "low"\n',
        '[sites.blog]\norigins = ["http://blog.example"]\npublisher = { kind = "wordpres" }\n',
    ],
)
def test_wrong_settings_end_it_before_anything_starts(shell, written):
    with (shell.home / "rejoinder.toml").open("a") as config:
        config.write(written)

    answer = shell.type("up")

    assert answer.exit_code == 2
    assert "Rejoinder cannot start with these settings" in answer.stderr
    assert "Traceback" not in answer.output
    assert not (shell.home / "rejoinder.db").exists()
    assert list((shell.home / "run").iterdir()) == []
