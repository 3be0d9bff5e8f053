"""Rules of the house that no other tool knows."""

import base64
import importlib
import re
import subprocess
import sys
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from service.queue import DRAINS
from service.settings import load
from service.settings.model import Limits, WebServer
from tests.builders import SECRET_KEY, WEBHOOK_SECRET
from workers.judges import akismet, hook
from workers.plugins import load_checks, load_judges, load_publishers
from workers.runtime import judges_of

ROOT = Path(__file__).parent.parent
HEADING = re.compile(r"^#{2,3} (.+)$", re.MULTILINE)

BROKEN_ARROWS = {
    "the domain imports flask": ("service/domain/comment.py", "import flask"),
    "the domain imports storage": ("service/domain/verdict.py", "import service.storage.schema"),
    "storage imports a use case": ("service/storage/comments.py", "import service.usecases.submit"),
    "the web imports the workers": ("service/http/problems.py", "import workers.judging"),
    "a worker imports the web": ("workers/judging.py", "import service.http.problems"),
    "a check imports storage": ("workers/checks/links.py", "import service.storage.comments"),
    "a judge imports a use case": ("workers/judges/akismet.py", "import service.usecases.hear"),
    "the learned model imports the scorer": ("workers/learning/model.py", "import workers.scoring"),
    "a use case imports the command line": ("service/usecases/submit.py", "import service.commands.up"),
}


def headings(document):
    return set(HEADING.findall((ROOT / "docs" / document).read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def copy_of_the_house(tmp_path_factory):
    copy = tmp_path_factory.mktemp("house")
    subprocess.run(["cp", "-r", "service", "workers", "pyproject.toml", copy], cwd=ROOT, check=True)
    return copy


def lint_imports(house):
    # Run from Python, so that it is the copy that gets imported and not what is installed.
    code = "import sys; from importlinter.cli import lint_imports as lint; sys.path[0] = '.'; "
    code += "sys.exit(lint(no_cache=True))"
    return subprocess.run([sys.executable, "-c", code], cwd=house, capture_output=True, text=True, check=False)


def test_every_arrow_points_the_right_way(copy_of_the_house):
    linted = lint_imports(copy_of_the_house)

    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize(("file", "line"), BROKEN_ARROWS.values(), ids=BROKEN_ARROWS)
def test_a_broken_arrow_is_found(copy_of_the_house, file, line):
    module = copy_of_the_house / file
    before = module.read_text(encoding="utf-8")
    try:
        module.write_text(f"{before}\n{line}\n", encoding="utf-8")
        linted = lint_imports(copy_of_the_house)
    finally:
        module.write_text(before, encoding="utf-8")

    assert linted.returncode == 1
    assert "BROKEN" in linted.stdout


def test_every_drain_that_is_named_exists():
    for path in DRAINS.values():
        module, _, name = path.rpartition(".")
        assert callable(getattr(importlib.import_module(module), name))


def test_every_check_has_its_heading_and_every_heading_its_check():
    assert set(load_checks()) == {one for one in headings("checks.md") if re.fullmatch("[a-z_]+", one)}


def test_every_publisher_has_its_heading_and_every_heading_its_publisher():
    assert set(load_publishers()) == {one for one in headings("publishers.md") if re.fullmatch("[a-z_]+", one)}


def test_every_judge_has_its_heading_and_every_heading_its_judge():
    assert set(load_judges()) == {one for one in headings("judges.md") if re.fullmatch("[a-z_]+", one)}


@pytest.mark.parametrize("name", sorted(load_judges()))
def test_every_option_of_a_judge_is_documented_with_its_default(name):
    section = (ROOT / "docs/judges.md").read_text(encoding="utf-8").partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    for one in fields(load_judges()[name].Options):
        if one.name in ("key", "secret"):
            assert f"| `{one.name}_file`, `{one.name}_env` |" in section
        elif one.default in (MISSING, ""):
            assert f"| `{one.name}` |" in section
        else:
            default = one.default if isinstance(one.default, str) else f"{one.default:g}"
            row = next(line for line in section.splitlines() if line.startswith(f"| `{one.name}` |"))
            assert str(one.default).lower() in row or f"| {default} |" in row, row


def test_every_setting_has_its_heading():
    known = {f"web.{one.name}" for one in fields(WebServer)} | {f"limits.{one.name}" for one in fields(Limits)}
    known |= {"outbound.allow", "privacy.full_addresses_to_hosts", "sites.NAME"}
    of_a_site = ("origins", "return_urls", "policy", "shadow", "publisher", "subscribers", "judges")
    known |= {f"sites.NAME.{key}" for key in of_a_site}
    known |= {f"policies.NAME.{key}" for key in ("hold_at", "spam_at", "checks", "model", "rules")}

    assert known <= headings("operations.md")


def test_every_environment_variable_is_described():
    read = set()
    for file in [*ROOT.glob("service/**/*.py"), *ROOT.glob("workers/**/*.py")]:
        read |= set(re.findall(r"\b(?:REJOINDER_[A-Z_]+|(?:DATABASE|REDIS)_URL(?:_FILE)?)\b", file.read_text("utf-8")))

    described = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert {name for name in read if f"`{name}`" not in described} == set()


def test_the_example_configuration_is_valid(tmp_path):
    example = tmp_path / "rejoinder.toml"
    example.write_text((ROOT / "rejoinder.example.toml").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "blog-application-password").write_text("abcd efgh")
    (tmp_path / "newsroom.secret").write_text(WEBHOOK_SECRET)

    settings = load(
        {"REJOINDER_HOME": str(tmp_path), "REJOINDER_SECRET_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}
    )

    assert set(settings.sites) == {"blog"}
    assert settings.web == WebServer()
    assert settings.limits == Limits()


def test_the_judges_of_the_example_configuration_are_valid_once_they_are_wanted(tmp_path):
    text = (ROOT / "rejoinder.example.toml").read_text(encoding="utf-8")
    judges = text[text.index("# [sites.blog.judges.akismet]") : text.index("[policies.default]")]
    wanted = re.sub(r"^# ", "", judges, flags=re.MULTILINE)
    (tmp_path / "rejoinder.toml").write_text(f'[sites.blog]\norigins = ["https://blog.example.com"]\n{wanted}')
    (tmp_path / "akismet.key").write_text("0123456789ab")
    (tmp_path / "hook.secret").write_text(WEBHOOK_SECRET)
    mistakes = []

    settings = load({"REJOINDER_HOME": str(tmp_path), "REJOINDER_SECRET_KEY": base64.b64encode(SECRET_KEY).decode()})
    judges = judges_of(settings, mistakes)["blog"]

    assert mistakes == []
    assert judges["akismet"].options == akismet.Options(key="0123456789ab"), "the example shows the defaults"
    assert judges["hook"].options == hook.Options(url="https://judge.example.com/", secret=WEBHOOK_SECRET)


def test_no_registry_and_no_machine_is_named():
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    named = re.compile(
        "files.python" + "hosted|registry.npm" + "js|deb." + "debian.org|/wor" + "k/main|\\.\\./shar" + "ed"
    )
    found = []
    for name in filter(None, tracked.split("\0")):
        file = ROOT / name
        if file.is_file() and named.search(file.read_bytes().decode("utf-8", "ignore")):
            found.append(name)
    assert found == []
