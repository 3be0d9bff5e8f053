import os
import shutil

import pytest

from benchmarks.scale_out import __main__ as scale_out


def test_what_this_machine_lacks_is_told_at_once_with_how_to_get_it(monkeypatch):
    monkeypatch.setattr("sys.argv", ["scale_out"])
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(SystemExit) as ended:
        scale_out.main()
    told = str(ended.value)
    assert "root: run it with sudo" in told
    assert "install the package haproxy" in told
    assert "install the package iproute2" in told


def test_a_scenario_that_is_not_there_is_told_with_those_that_are(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["scale_out", "rollin"])
    with pytest.raises(SystemExit):
        scale_out.main()
    assert "there is no rollin; there are throughput, rolling" in capsys.readouterr().err
