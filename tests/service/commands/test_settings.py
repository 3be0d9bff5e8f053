import pytest

from service.commands import _settings
from service.supervise import valkey


@pytest.fixture
def environment(shell, monkeypatch):
    monkeypatch.delenv("REDIS_URL_FILE", raising=False)
    for name, value in shell.environment.items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    return monkeypatch


def test_the_embedded_queue_is_found_while_its_server_runs(shell, environment):
    socket = valkey.socket_path(shell.home)
    valkey.role(socket, environment={})
    socket.touch()
    assert _settings.load().redis_url == valkey.url(socket)
    socket.unlink()
    assert _settings.load().redis_url.startswith("redis://")


def test_a_named_queue_wins_over_the_embedded_one(shell, environment):
    socket = valkey.socket_path(shell.home)
    valkey.role(socket, environment={})
    socket.touch()
    environment.setenv("REDIS_URL", "redis://queue")
    assert _settings.load().redis_url == "redis://queue"
    socket.unlink()


def test_addresses_with_passwords_may_come_from_files(shell, environment, tmp_path):
    (tmp_path / "address").write_text("postgresql://rejoinder:secret@db/rejoinder\n")
    environment.setenv("DATABASE_URL_FILE", str(tmp_path / "address"))
    assert _settings.load().database_url == "postgresql://rejoinder:secret@db/rejoinder"


def test_a_file_that_cannot_be_read_is_a_mistake_like_others(shell, environment, tmp_path):
    environment.setenv("DATABASE_URL_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(_settings.configuration.SettingsError, match="DATABASE_URL_FILE: cannot read"):
        _settings.load()
