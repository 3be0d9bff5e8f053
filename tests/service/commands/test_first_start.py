import base64
import socket
import stat

import pytest

from service.commands._first_start import prepare
from service.settings import SettingsError
from service.supervise.port import PortUnusableError
from service.supervise.private import ForeignDirectoryError
from tests.builders import SECRET_KEY
from tests.ports import free_port


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def home(tmp_path, monkeypatch, port):
    for name in ("REJOINDER_CONFIG", "DATABASE_URL", "REDIS_URL", "REJOINDER_SECRET_KEY", "REJOINDER_SECRET_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("REJOINDER_HOME", str(tmp_path))
    monkeypatch.setenv("PORT", str(port))
    return tmp_path


def test_the_first_start_makes_a_home_complete(home, port):
    settings = prepare(home)
    assert settings.web.port == port
    assert settings.sites["demo"].owns(f"http://127.0.0.1:{port}/demo/")
    assert (home / "rejoinder.db").exists()
    assert stat.S_IMODE((home / "moderator.token").stat().st_mode) == 0o600


def test_a_second_start_changes_nothing(home):
    prepare(home)
    names = ("rejoinder.toml", "secret.key", "moderator.token", "demo-webhook.secret")
    before = {name: (home / name).read_bytes() for name in names}
    prepare(home)
    assert {name: (home / name).read_bytes() for name in names} == before


def test_a_moderators_token_that_was_put_elsewhere_does_not_come_back(home):
    prepare(home)
    (home / "moderator.token").unlink()
    prepare(home)
    assert not (home / "moderator.token").exists()


def test_a_new_database_gets_a_new_token(home):
    prepare(home)
    before = (home / "moderator.token").read_text()
    for file in home.glob("rejoinder.db*"):
        file.unlink()
    prepare(home)
    assert (home / "moderator.token").read_text() != before


def test_with_a_taken_port_nothing_is_written(home, port):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", port))
        listener.listen()
        with pytest.raises(PortUnusableError):
            prepare(home)
    assert [file.name for file in home.iterdir()] == ["run"]


def test_a_port_that_cannot_be_is_said_before_anything_is_written(home, monkeypatch):
    monkeypatch.setenv("PORT", "99999")
    with pytest.raises(SettingsError, match="PORT is '99999'"):
        prepare(home)
    assert [file.name for file in home.iterdir()] == ["run"]


def test_options_that_no_plugin_understands_stop_the_start(home):
    prepare(home)
    for file in home.glob("rejoinder.db*"):
        file.unlink()
    with (home / "rejoinder.toml").open("a") as config:
        config.write("[policies.default.checks.links]\nalowed = 3\n")
    with pytest.raises(SettingsError, match="alowed"):
        prepare(home)
    assert not (home / "rejoinder.db").exists()


def test_another_port_than_the_configuration_names_is_pointed_out(home, monkeypatch, capsys):
    prepare(home)
    assert capsys.readouterr().out == ""
    another = free_port()
    monkeypatch.setenv("PORT", str(another))
    prepare(home)
    told = capsys.readouterr().out
    assert f"http://127.0.0.1:{another}" in told
    assert str(home / "rejoinder.toml") in told


def test_a_key_from_the_environment_is_not_written_down(home, monkeypatch):
    monkeypatch.setenv("REJOINDER_SECRET_KEY", base64.b64encode(SECRET_KEY).decode())
    prepare(home)
    assert not (home / "secret.key").exists()


def test_a_file_in_the_place_of_a_folder_is_said(home):
    (home / "run").touch()
    with pytest.raises(ForeignDirectoryError, match="run is no folder"):
        prepare(home)
