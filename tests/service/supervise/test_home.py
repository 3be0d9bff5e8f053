import base64
import os
import stat

import pytest

from service.settings import load
from service.supervise import home as first_files


def bytes_of(letter: bytes):
    return lambda count: letter * count


def mode_of(file) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_the_demo_configuration_is_one_that_loads(tmp_path):
    first_files.write_configuration(tmp_path / "rejoinder.toml", port=8090, random_bytes=os.urandom)
    first_files.write_secret_key(tmp_path, random_bytes=os.urandom)
    settings = load({"REJOINDER_HOME": str(tmp_path), "PORT": "8090"})
    demo = settings.sites["demo"]
    assert demo.owns(f"{settings.public_url}/demo/")
    assert demo.publisher is not None
    assert demo.publisher.options["directory"] == str(tmp_path / "published")
    assert [one.url for one in demo.subscribers] == ["http://127.0.0.1:8090/demo/webhooks"]
    assert settings.outbound_allow == {"127.0.0.1:8090"}


def test_a_configuration_is_never_overwritten(tmp_path):
    config = tmp_path / "rejoinder.toml"
    config.write_text("# mine\n")
    first_files.write_configuration(config, port=1, random_bytes=os.urandom)
    assert config.read_text() == "# mine\n"
    assert list(tmp_path.iterdir()) == [config]


def test_a_secret_key_is_32_bytes_that_only_we_can_read(tmp_path):
    first_files.write_secret_key(tmp_path, random_bytes=bytes_of(b"k"))
    assert base64.b64decode((tmp_path / "secret.key").read_text()) == b"k" * 32
    assert mode_of(tmp_path / "secret.key") == 0o600


def test_a_secret_key_is_kept(tmp_path):
    first_files.write_secret_key(tmp_path, random_bytes=bytes_of(b"1"))
    before = (tmp_path / "secret.key").read_text()
    first_files.write_secret_key(tmp_path, random_bytes=bytes_of(b"2"))
    assert (tmp_path / "secret.key").read_text() == before


def test_a_lost_key_is_not_replaced_while_there_is_a_database(tmp_path):
    (tmp_path / "rejoinder.db").touch()
    with pytest.raises(first_files.KeyMissingError, match="backup"):
        first_files.write_secret_key(tmp_path, random_bytes=os.urandom)
    assert not (tmp_path / "secret.key").exists()


def test_the_webhook_secret_is_private_too(tmp_path):
    first_files.write_configuration(tmp_path / "rejoinder.toml", port=1, random_bytes=os.urandom)
    assert mode_of(tmp_path / "demo-webhook.secret") == 0o600
