def test_good_settings_are_shown_without_their_secrets(shell):
    shell.environment["DATABASE_URL"] = "postgresql://rejoinder:hunter2@db/rejoinder"
    shell.environment["REDIS_URL"] = "redis://:hunter2@queue"
    answer = shell.type("config", "check")
    assert answer.exit_code == 0
    assert "rejoinder.toml is fine." in answer.output
    assert "site demo" in answer.output
    assert "http://127.0.0.1:8080" in answer.output
    assert "hunter2" not in answer.output
    assert (shell.home / "secret.key").read_text().strip() not in answer.output


def test_every_mistake_is_named_at_once(shell):
    with (shell.home / "rejoinder.toml").open("a") as config:
        config.write("hold_at_night = 1\n\n[policies.strict]\nspam_at = 'low'\n")
    answer = shell.type("config", "check")
    assert answer.exit_code == 2
    assert "hold_at_night" in answer.stderr
    assert "policies.strict.spam_at" in answer.stderr
