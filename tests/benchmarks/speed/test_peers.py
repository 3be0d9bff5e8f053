import json
import re

import pytest

from benchmarks.speed.peers import NotInstalledError, Peer, all
from benchmarks.speed.peers.installing import FILES, once


def test_what_npm_installs_is_pinned_by_hashes_and_names_no_registry():
    lock = json.loads((FILES / "waline-package-lock.json").read_text())

    packages = [one for name, one in lock["packages"].items() if name]
    assert packages
    assert not [one for one in packages if "integrity" not in one or "resolved" in one]


def test_what_pip_installs_is_pinned_by_hashes_and_names_no_registry():
    lock = (FILES / "isso.lock").read_text()

    pinned = re.findall(r"^\S+==.*$", lock, re.MULTILINE)
    assert any(line.startswith("isso==") for line in pinned)
    assert not [line for line in pinned if not line.endswith("\\")]
    assert "://" not in lock


def test_who_cannot_be_installed_is_named_with_the_reason(monkeypatch):
    def fails():
        raise NotInstalledError("npm is not there.")

    monkeypatch.setattr(all, "PEERS", {"a": Peer("Peer A", fails, None), "b": Peer("Peer B", lambda: None, None)})

    there, missing = all.installed(["a", "b"], lambda _: None)

    assert [one.name for one in there] == ["Peer B"]
    assert missing == {"Peer A": "npm is not there."}


def test_nothing_is_installed_twice_and_a_new_lock_installs_anew(tmp_path):
    lock, ran = tmp_path / "lock", tmp_path / "ran"
    command = ["sh", "-c", f"echo ran >> {ran}"]
    for content in ("one", "one", "two"):
        lock.write_text(content)
        once(tmp_path, command, kept=lock)

    assert ran.read_text() == "ran\nran\n"


@pytest.mark.parametrize("command", [["sh", "-c", "echo no disk >&2; exit 1"], ["no-such-program"]])
def test_a_command_that_fails_leaves_the_peer_out(tmp_path, command):
    with pytest.raises(NotInstalledError, match=r"no disk|no-such-program is not there"):
        once(tmp_path, command, kept=tmp_path)
