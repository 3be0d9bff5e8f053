from tests.builders import WEBHOOK_SECRET
from tests.host_server import HostServer
from tests.workers.judges.fake_akismet import KEY, FakeAkismet


def configured(shell, tables):
    (shell.home / "akismet.key").write_text(f"{KEY}\n")
    (shell.home / "hook.secret").write_text(WEBHOOK_SECRET)
    config = shell.home / "rejoinder.toml"
    config.write_text(config.read_text() + tables)


def with_akismet(shell, host: HostServer, key="akismet.key"):
    text = (shell.home / "rejoinder.toml").read_text()
    assert "allow = [" in text
    (shell.home / "rejoinder.toml").write_text(text.replace("allow = [", f'allow = ["{host.place}", '))
    configured(shell, f'\n[sites.demo.judges.akismet]\nkey_file = "{key}"\nurl = "{host.url}"\n')


def test_a_key_that_works(shell, host):
    host.respond = FakeAkismet()
    with_akismet(shell, host)

    answer = shell.type("judges", "test", "demo")

    assert (answer.exit_code, answer.output) == (0, "All is well: demo can ask akismet.\n")
    assert [one.path for one in host.requests] == ["/1.1/verify-key"]


def test_a_key_that_does_not_work_says_what_to_do(shell, host):
    host.respond = FakeAkismet()
    with_akismet(shell, host, key="hook.secret")

    answer = shell.type("judges", "test", "demo")

    assert answer.exit_code == 1
    assert "akismet: Akismet does not accept the key" in answer.output


def test_a_site_without_judges_and_no_such_site(shell):
    answer = shell.type("judges", "test", "demo")
    assert answer.exit_code == 0
    assert "by the checks and the site's model alone" in answer.output

    unknown = shell.type("judges", "test", "nonsense")
    assert unknown.exit_code == 2
    assert "known: demo" in unknown.output


def test_mistakes_in_the_settings_of_judges_are_all_told(shell):
    configured(
        shell,
        """
[sites.demo.judges.akismet]
key_file = "akismet.key"
spam_point = 3
[sites.demo.judges.hook]
url = "http://127.0.0.1:9/"
secret_env = "NONE"
ask = "never"
[sites.demo.judges.oracle]
""",
    )

    answer = shell.type("config", "check")

    assert answer.exit_code == 2
    for said in ("NONE, which is not set", "sites.demo.judges.hook.ask is 'never', but must be one of unless_spam"):
        assert said in answer.output

    config = shell.home / "rejoinder.toml"
    config.write_text(config.read_text().replace('secret_env = "NONE"', 'secret_file = "akismet.key"'))
    config.write_text(config.read_text().replace('ask = "never"', 'ask = "always"'))
    for typed in (("config", "check"), ("judges", "test", "demo")):
        answer = shell.type(*typed)
        assert answer.exit_code == 2
        for said in (
            "sites.demo.judges.akismet: there is no option 'spam_point'",
            "sites.demo.judges.hook: A signing secret is whsec_",
            "sites.demo.judges.oracle: there is no judge 'oracle'; there are akismet, hook",
        ):
            assert said in answer.output
        assert KEY not in answer.output
