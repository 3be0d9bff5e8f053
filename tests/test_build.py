"""What the product is built of, and the recipe of its image."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation import make_schemabased_validator

from tests.parts import need

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
LOCKED = re.compile(r"^([^\s=]+)==([^\s]+)", re.MULTILINE)


def bill_of(lock):
    command = [sys.executable, ROOT / ".ci/make_sbom.py", lock]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def written():
    return bill_of(LOCK)


@pytest.fixture(scope="module")
def components(written):
    return json.loads(written)["components"]


class TestBillOfMaterials:
    def test_it_is_valid_cyclonedx(self, written):
        validator = make_schemabased_validator(OutputFormat.JSON, SchemaVersion.V1_6)

        assert validator.validate_str(written) is None

    def test_it_names_every_package_of_the_lock(self, components):
        locked = LOCKED.findall(LOCK.read_text(encoding="utf-8"))

        assert len(locked) > 40
        assert sorted((one["name"], one["version"]) for one in components) == sorted(locked)

    def test_it_has_every_hash_of_the_lock(self, components):
        locked = re.findall(r"sha256:(\w+)", LOCK.read_text(encoding="utf-8"))

        assert sorted(one["content"] for each in components for one in each["hashes"]) == sorted(locked)

    def test_every_package_that_is_installed_has_its_licence(self, components):
        installed = [one for one in components if one["scope"] == "required"]

        assert len(installed) > 40
        assert [one["name"] for one in installed if not one.get("licenses")] == []

    def test_a_version_for_another_python_is_not_taken_for_the_installed_one(self, tmp_path):
        lock = tmp_path / "other.lock"
        lock.write_text(f"flask==0.1 ; python_full_version < '2' \\\n    --hash=sha256:{'0' * 64}\n")

        assert json.loads(bill_of(lock))["components"][0]["scope"] == "excluded"

    def test_it_is_the_same_every_time(self, written):
        assert bill_of(LOCK) == written


def test_the_lock_with_traces_is_the_lock_and_more():
    locked, more = (set(LOCKED.findall((ROOT / f"requirements{one}.lock").read_text("utf-8"))) for one in ("", "-otel"))

    assert locked < more
    assert {name for name, _ in more - locked} >= {"opentelemetry-sdk", "opentelemetry-exporter-otlp-proto-http"}


class TestDockerfile:
    @pytest.fixture
    def look_over(self, tmp_path):
        hadolint = need(
            shutil.which("hadolint", path=Path(sys.executable).parent), what="hadolint", install="make setup"
        )

        def look_over(text):
            (tmp_path / "Dockerfile").write_text(text)
            command = [hadolint, "--failure-threshold", "style", tmp_path / "Dockerfile"]
            return subprocess.run(command, capture_output=True, text=True, check=False)

        return look_over

    def test_hadolint_finds_nothing_in_ours(self, look_over):
        looked = look_over((ROOT / "Dockerfile").read_text(encoding="utf-8"))

        assert (looked.returncode, looked.stdout) == (0, "")

    def test_hadolint_would_find_something(self, look_over):
        looked = look_over("FROM debian:latest\nRUN apt-get install curl\n")

        assert looked.returncode == 1
        assert "DL3007" in looked.stdout

    def test_all_that_it_copies_is_sent_to_the_builder(self):
        """`.dockerignore` shuts everything out that it does not name."""
        let_in = {one[1:] for one in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if one.startswith("!")}
        copies = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)

        assert {one for line in copies for one in line.split()} == let_in
