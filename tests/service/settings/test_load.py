import base64
import tempfile
from pathlib import Path

import pytest

from service.domain.policy import ModelSettings
from service.domain.site import Ask, JudgeSettings
from service.settings import SettingsError, load
from tests.builders import SECRET_KEY, WEBHOOK_SECRET

KEY = base64.b64encode(SECRET_KEY).decode()
MINIMAL = '[sites.blog]\norigins = ["https://blog.example"]\n'


@pytest.fixture
def home(tmp_path):
    (tmp_path / "secret.key").write_text(KEY + "\n")
    (tmp_path / "hook.secret").write_text(WEBHOOK_SECRET)
    return tmp_path


def loaded(home, toml=MINIMAL, **environ):
    (home / "rejoinder.toml").write_text(toml)
    return load({"REJOINDER_HOME": str(home), **environ})


def mistakes(home, toml=MINIMAL, **environ):
    with pytest.raises(SettingsError) as wrong:
        loaded(home, toml, **environ)
    return wrong.value.mistakes


def test_little_is_needed(home):
    settings = loaded(home)

    assert settings.secret_key == SECRET_KEY
    assert settings.database_url == f"sqlite:///{home / 'rejoinder.db'}"
    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.sites["blog"].policy is settings.policies["default"]
    assert settings.sites["blog"].publisher is None
    assert settings.trusted_proxies == 0


def test_a_policy_may_weigh_the_model_or_switch_it_off(home):
    policies = "[policies.half.model]\nweight = 0.5\n[policies.off.model]\nenabled = false\n"
    found = loaded(home, MINIMAL + policies).policies

    assert found["default"].model == ModelSettings()
    assert found["half"].model == ModelSettings(weight=0.5)
    assert found["off"].model == ModelSettings(enabled=False)


def test_what_is_wrong_with_the_model_is_said(home):
    wrong = "[policies.default.model]\nweight = -1\nenabled = 1\nwieght = 2\n"

    assert mistakes(home, MINIMAL + wrong) == (
        "policies.default.model.weight is -1.0, but must be from 0 to 10",
        "policies.default.model.enabled is 1, but must be true or false",
        "policies.default.model.wieght is not a setting; did you mean 'weight'? Known here: enabled, weight",
    )


def test_a_policy_may_judge_in_shadow(home):
    settings = loaded(home, MINIMAL + 'shadow = "strict"\n[policies.strict]\nhold_at = 1\n')

    assert settings.sites["blog"].shadow is settings.policies["strict"]
    assert loaded(home).sites["blog"].shadow is None


@pytest.mark.parametrize(
    ("shadow", "said"),
    [
        ('"strikt"', "sites.blog.shadow is 'strikt', but there is no [policies.strikt]"),
        ('"default"', "sites.blog.shadow is 'default', which is the live policy: name another one, or leave it out"),
        ("1", "sites.blog.shadow is 1, but must be text in quotes"),
    ],
)
def test_a_shadow_is_another_policy_that_is_there(home, shadow, said):
    assert mistakes(home, f"{MINIMAL}shadow = {shadow}\n") == (said,)


def test_a_site_with_everything(home):
    (home / "password").write_text("abcd efgh\n")
    settings = loaded(
        home,
        MINIMAL
        + """
policy = "strict"
return_urls = ["https://thanks.example/"]
[sites.blog.publisher]
kind = "wordpress"
url = "https://blog.example"
user = "rejoinder"
password_file = "password"
[[sites.blog.subscribers]]
name = "ops"
url = "https://hooks.example/"
secret_env = "HOOK"
[sites.blog.judges.akismet]
key_env = "KEY"
ask = "always"
send_email = true
[policies.strict]
hold_at = 1
spam_at = 3.5
[policies.strict.checks.links]
weight = 2
allowed = 5
[policies.strict.checks.flattery]
enabled = false
""",
        HOOK=WEBHOOK_SECRET,
        KEY="0123456789ab",
    )

    site = settings.sites["blog"]
    assert site.publisher.options == {"url": "https://blog.example", "user": "rejoinder", "password": "abcd efgh"}
    assert site.subscriber("ops").secret == WEBHOOK_SECRET
    assert site.judges == {
        "akismet": JudgeSettings(name="akismet", ask=Ask.ALWAYS, options={"key": "0123456789ab", "send_email": True})
    }
    assert (site.policy.hold_at, site.policy.spam_at) == (1.0, 3.5)
    assert site.policy.settings_of("links").options == {"allowed": 5}
    assert not site.policy.settings_of("flattery").enabled
    assert WEBHOOK_SECRET not in repr(settings)
    assert str(SECRET_KEY) not in repr(settings)


def test_paths_are_relative_to_the_file(home):
    toml = MINIMAL + '[sites.blog.publisher]\nkind = "static_site"\ndirectory = "published"\n'

    assert loaded(home, toml).sites["blog"].publisher.options == {"directory": str(home / "published")}


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[sites.blog]", "sites.blog.origins is missing"),
        ('[sites.blog]\norigins = ["https://blog.example/"]', "is not an origin"),
        (
            '[sites.blog]\norigins = "https://blog.example"',
            "sites.blog.origins is 'https://blog.example', but must be a list",
        ),
        ('[sites.Blog]\norigins = ["https://blog.example"]', "a site's name is made of"),
        (
            MINIMAL + 'polciy = "x"',
            "sites.blog.polciy is not a setting; did you mean 'policy'? Known here: judges, origins",
        ),
        (MINIMAL + 'policy = "x"', "there is no [policies.x]"),
        (MINIMAL + "[sites.blog.publisher]\n", "sites.blog.publisher.kind is missing"),
        (MINIMAL + '[[sites.blog.subscribers]]\nname = "a"\nurl = "x"', "subscribers[1].url is 'x'"),
        (MINIMAL + '[sites.blog.publisher]\nkind = "webhook"\nsecret_file = "gone"', "cannot read"),
        (MINIMAL + '[sites.blog.publisher]\nkind = "webhook"\nsecret_env = "GONE"', "GONE, which is not set"),
        (MINIMAL + '[sites.blog.judges.akismet]\nask = "no"', "ask is 'no', but must be one of unless_spam, always"),
        ("[policies.default]\nhold_at = 6", "above spam_at"),
        ("[policies.default]\nhold_at = true", "must be a number"),
        ("[policies.default]\nhold_at = nan", "hold_at is nan, but must be a number"),
        ("[policies.default.checks.links]\nweight = nan", "weight is nan, but must be a number"),
        ("[web]\nport = 'x'", "web.port is 'x', but must be a whole number"),
        ("[web]\nprot = 1", "web.prot is not a setting"),
        ("[limits]\nenabled = 1", "limits.enabled is 1, but must be true or false"),
        ('[limits]\nsubmit = "20 per minuet"', "limits.submit is '20 per minuet', but must be like"),
        ("[web]\nport = 70000", "web.port is 70000, but must be from 1 to 65535"),
        ("[web]\nthreads = 0", "web.threads is 0, but must be 1 or more"),
        ("sites = 3", "sites is a table"),
        ("[nonsense]\n", "nonsense is not a setting"),
        ("[web", "is not valid TOML"),
        ("", None),
    ],
)
def test_every_mistake_is_named(home, toml, said):
    if said is None:
        assert loaded(home, toml).sites == {}
    else:
        assert any(said in mistake for mistake in mistakes(home, toml)), mistakes(home, toml)


def test_all_mistakes_are_told_at_once(home):
    told = mistakes(
        home, "[web]\nport = 'x'\n[policies.default]\nhold_at = 9\n[sites.a]\n", REJOINDER_TRUSTED_PROXIES="many"
    )

    assert len(told) == 4


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("DATABASE_URL", "mysql://rejoinder:hunter2@db/rejoinder"),
        ("DATABASE_URL", "postgresql+asyncpg://rejoinder:hunter2@db/rejoinder"),
        ("DATABASE_URL", "postgresql://rejoinder:hunter2@db:port/rejoinder"),
        ("DATABASE_URL", "hunter2"),
        ("DATABASE_URL", "sqlite://"),
        ("REDIS_URL", "http://:hunter2@queue"),
        ("REDIS_URL", "redis://:hunter2@queue:port/0"),
        ("REDIS_URL", "unix://"),
        ("REDIS_URL", "queue:6379"),
        ("REDIS_URL", "redis://[::1"),
        ("REDIS_URL", "redis+sentinel://:hunter2@one,two"),
        ("REJOINDER_PUBLIC_URL", "comments.example.com"),
        ("PORT", "99999"),
    ],
)
def test_an_address_of_another_kind_is_a_mistake_that_keeps_its_password(home, name, address):
    [told] = mistakes(home, **{name: address})

    assert told.startswith(f"{name} ")
    assert "hunter2" not in told


@pytest.mark.parametrize(
    "address", ["postgres://a@b/c", "postgresql://a@b/c", "postgresql+psycopg://a@b/c", "sqlite:////srv/comments.db"]
)
def test_databases_that_work_are_taken_as_they_are_written(home, address):
    assert loaded(home, DATABASE_URL=address).database_url == address


@pytest.mark.parametrize(
    "address",
    ["redis://queue", "rediss://:pw@queue:6380/1", "unix:///run/valkey.sock", "redis+sentinel://:pw@one,two:5/name/1"],
)
def test_queues_that_work_are_taken_as_they_are_written(home, address):
    assert loaded(home, REDIS_URL=address).redis_url == address


@pytest.mark.parametrize(
    "toml",
    [
        '[sites.blog]\norigins = "https://blog.example"',
        MINIMAL + '[[sites.blog.subscribers]]\nname = "a"\nurl = "http://a"\nsecret_file = "gone"',
        MINIMAL + '[[sites.blog.subscribers]]\nname = "a"\nurl = "http://a"\nsecret_env = "GONE"',
        MINIMAL + '[[sites.blog.subscribers]]\nname = "a"\nurl = "http://a"',
        MINIMAL + '[[sites.blog.subscribers]]\nname = "a"\nurl = "http://a"\nsecret = 5',
    ],
)
def test_one_mistake_is_told_once_and_without_the_systems_numbers(home, toml):
    [told] = mistakes(home, toml)

    assert "Errno" not in told


def test_nothing_starts_without_a_secret_key(home):
    (home / "secret.key").unlink()

    [told] = mistakes(home)
    assert "there is no secret key" in told
    assert f"openssl rand -base64 32 > {home / 'secret.key'}" in told
    assert "Errno" not in told
    assert "32 random bytes" in mistakes(home, REJOINDER_SECRET_KEY="c2hvcnQ=")[0]
    assert "32 random bytes" in mistakes(home, REJOINDER_SECRET_KEY="not base64!")[0]
    assert loaded(home, REJOINDER_SECRET_KEY=KEY).secret_key == SECRET_KEY
    (home / "elsewhere").write_text(KEY)
    assert loaded(home, REJOINDER_SECRET_KEY_FILE=str(home / "elsewhere")).secret_key == SECRET_KEY


@pytest.mark.parametrize("bytes_of_key", [bytes(32), b"secret!!" * 4, b"01" * 16], ids=["zeros", "a word", "digits"])
def test_a_key_that_is_not_random_starts_nothing(home, bytes_of_key):
    [told] = mistakes(home, REJOINDER_SECRET_KEY=base64.b64encode(bytes_of_key).decode())

    assert "not random" in told
    assert "openssl rand" in told


def test_a_key_that_everybody_can_read_starts_nothing(home, open_to_all):
    (open_to_all / "secret.key").write_text(KEY)
    (open_to_all / "secret.key").chmod(0o644)

    [told] = mistakes(home, REJOINDER_SECRET_KEY_FILE=str(open_to_all / "secret.key"))

    assert f"chmod o-rwx {open_to_all / 'secret.key'}" in told
    (open_to_all / "secret.key").chmod(0o640)
    assert loaded(home, REJOINDER_SECRET_KEY_FILE=str(open_to_all / "secret.key")).secret_key == SECRET_KEY


def test_a_key_in_a_folder_that_is_shut_may_have_any_mode(home, open_to_all):
    open_to_all.chmod(0o750)
    (open_to_all / "secret.key").write_text(KEY)
    (open_to_all / "secret.key").chmod(0o644)

    assert loaded(home, REJOINDER_SECRET_KEY_FILE=str(open_to_all / "secret.key")).secret_key == SECRET_KEY


@pytest.fixture
def open_to_all():
    """A folder that every account of the machine gets to; pytest's own is shut."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path


@pytest.mark.parametrize("value", ["1", "true"])
def test_debugging_starts_nothing(home, value):
    [told] = mistakes(home, FLASK_DEBUG=value)

    assert "unset it" in told
    assert loaded(home, FLASK_DEBUG="0").home == home


@pytest.mark.parametrize("url", ["http://comments.blog.com", "http://93.184.216.34:8080", "http://[2606:4700::1]"])
def test_moderators_do_not_sign_in_over_the_internet_in_the_clear(home, url):
    [told] = mistakes(home, REJOINDER_PUBLIC_URL=url)

    assert "proxy with TLS" in told
    assert "https://" in told


@pytest.mark.parametrize(
    "url",
    ["https://comments.blog.com", "http://10.1.2.3", "http://[fd00::1]:80", "http://server:8080", "http://rj.internal"],
)
def test_a_private_network_may_do_without_tls(home, url):
    assert loaded(home, REJOINDER_PUBLIC_URL=url).public_url == url


def test_a_missing_file_says_how_to_get_one(tmp_path):
    with pytest.raises(SettingsError, match="rejoinder up"):
        load({"REJOINDER_HOME": str(tmp_path), "REJOINDER_SECRET_KEY": KEY})


def test_the_environment_goes_before_the_file(home):
    settings = loaded(
        home,
        MINIMAL + "[web]\nport = 9000\n",
        PORT="9001",
        REJOINDER_PUBLIC_URL="https://comments.example/",
        REJOINDER_TRUSTED_PROXIES="2",
        DATABASE_URL="postgresql://x/y",
        REDIS_URL="redis://z/1",
        REJOINDER_LOG_FORMAT="console",
    )

    assert settings.web.port == 9001
    assert settings.public_url == "https://comments.example"
    assert (settings.trusted_proxies, settings.database_url, settings.redis_url) == (
        2,
        "postgresql://x/y",
        "redis://z/1",
    )
