from workers.plugins import PluginError


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
        config.write("hold_at_night = 1\n\n[policies.strict]\nspam_at = 'low'\n[policies.strict.checks.linsk]\n")
    config = shell.home / "rejoinder.toml"
    config.write_text(config.read_text().replace('directory = "published"', 'folder = "published"'))
    shell.environment["DATABASE_URL"] = "mysql://x"
    answer = shell.type("config", "check")
    assert answer.exit_code == 2
    assert "hold_at_night" in answer.stderr
    assert "policies.strict.spam_at" in answer.stderr
    assert "DATABASE_URL names a database of the kind 'mysql'" in answer.stderr
    assert "there is no check 'linsk'; did you mean 'links'? There are " in answer.stderr
    assert "sites.demo.publisher: there is no option 'folder'" in answer.stderr


def test_what_follows_from_a_mistake_is_not_told_again(shell):
    config = shell.home / "rejoinder.toml"
    wordpress = 'kind = "wordpress"\nurl = "https://blog.example"\nuser = "ada"\npassword_file = "gone"'
    config.write_text(config.read_text().replace('kind = "static_site"\ndirectory = "published"', wordpress))

    answer = shell.type("config", "check")

    assert answer.exit_code == 2
    assert answer.stderr.count("\n  - ") == 1
    assert "sites.demo.publisher.password_file: cannot read" in answer.stderr


def test_sites_are_shown_with_their_policies_and_these_with_their_rules(shell):
    config = shell.home / "rejoinder.toml"
    config.write_text(config.read_text().replace('policy = "default"', 'policy = "default"\nshadow = "strict"'))
    with config.open("a") as more:
        more.write(
            '[policies.strict]\nspam_at = 2\n[[policies.strict.rules]]\nname = "all"\nwhen = {}\nthen = "hold"\n'
        )
    shown = shell.type("config", "check").output
    assert "; policy default, strict in shadow\n" in shown
    assert "policy strict    holds from 1, spam from 2, 1 rule\n" in shown


def test_options_that_no_plugin_understands_are_named_too(shell):
    with (shell.home / "rejoinder.toml").open("a") as config:
        config.write("[policies.default.checks.links]\nalowed = 3\n[policies.default.checks.linsk]\nweight = 1\n")
    config = shell.home / "rejoinder.toml"
    config.write_text(config.read_text().replace('directory = "published"', 'folder = "published"'))

    answer = shell.type("config", "check")

    assert answer.exit_code == 2
    for mistake in ("alowed", "linsk", "folder", "directory is missing"):
        assert mistake in answer.stderr


def test_the_queue_is_named_without_its_password_or_as_the_embedded_one(shell):
    assert "queue            embedded, when `rejoinder up` runs\n" in shell.type("config", "check").output
    shell.environment["REDIS_URL"] = "redis://anna:hunter2@queue:6380/1"
    assert "queue            redis://queue:6380/1\n" in shell.type("config", "check").output
    shell.environment["REDIS_URL"] = "unix:///run/valkey.sock?password=hunter2"
    assert "queue            unix:///run/valkey.sock\n" in shell.type("config", "check").output


def test_a_plugin_that_cannot_be_loaded_is_a_mistake_like_others(shell, monkeypatch):
    def broken():
        raise PluginError(["acme.check cannot be imported; mend it or uninstall it"])

    monkeypatch.setattr("workers.runtime.load_checks", broken)
    answer = shell.type("config", "check")
    assert answer.exit_code == 2
    assert "acme.check cannot be imported" in answer.stderr
