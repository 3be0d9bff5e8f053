"""What can happen is in the docs, and nothing else."""

import base64
import json
import re
import runpy
import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from service.domain.comment import Comment, Status
from service.domain.events import EVENTS, payload
from service.domain.policy import Policy
from service.domain.rules import CONDITIONS
from service.domain.signing import sign
from service.http.problem_types import meanings, our_own
from service.settings import load
from service.settings.policies import read_policies
from service.settings.table import Table
from service.usecases import review
from tests.builders import SECRET_KEY, WEBHOOK_SECRET
from tests.forms import forms_of
from workers.learning.prior import prior
from workers.lines import LineJudge, judge_lines
from workers.runtime import scorer_for

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
# What the framework raises here by itself; the rest of its errors cannot happen.
OF_THE_FRAMEWORK = {"method-not-allowed", "request-timeout", "length-required", "internal-server-error"}
ERRORS = {one.type for one in our_own()} | OF_THE_FRAMEWORK


def text_of(name):
    return (DOCS / name).read_text(encoding="utf-8")


def headings(name):
    return set(re.findall(r"^## (.+)$", text_of(name), re.MULTILINE))


def blocks(name, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", text_of(name), re.MULTILINE | re.DOTALL)


def test_every_error_has_a_heading_and_every_heading_an_error():
    assert headings("errors.md") == ERRORS


@pytest.mark.parametrize("name", sorted(ERRORS))
def test_every_error_is_documented_with_its_status(name):
    section = text_of("errors.md").partition(f"\n## {name}\n")[2]
    assert section.strip().startswith(f"{meanings()[name].status}. ")


def test_every_event_has_a_heading_and_every_heading_an_event():
    assert headings("events.md") - {"Verify the signature"} == set(EVENTS.values())


def test_the_documented_event_is_like_a_real_one():
    told = json.loads(blocks("events.md", "json")[0])
    at = datetime(2026, 11, 22, 10, tzinfo=UTC)
    comment = Comment(
        **{**told["data"], "status": Status.APPROVED}, name="Ada", body="Hi", received_at=at, changed_at=at
    )
    assert json.loads(payload(comment, at=at)) == told


def test_the_documented_receiver_believes_us_and_nobody_else():
    names = {}
    exec(blocks("events.md", "python")[0], names)
    is_genuine, now = names["is_genuine"], int(time.time())  # noqa: TID251 - the receiver looks at the real clock
    headers = sign(WEBHOOK_SECRET, id="a", timestamp=now, body=b"{}")
    assert is_genuine(WEBHOOK_SECRET, headers, b"{}")
    assert not is_genuine(WEBHOOK_SECRET, headers, b"{ }")
    late = sign(WEBHOOK_SECRET, id="a", timestamp=now - 600, body=b"{}")
    assert not is_genuine(WEBHOOK_SECRET, late, b"{}")


def rules_of(toml):
    mistakes = []
    policies = read_policies(Table(tomllib.loads(toml)["policies"], where="policies", mistakes=mistakes))
    assert mistakes == []
    for policy in policies.values():
        scorer_for(policy)
    return policies["default"].rules


def test_the_documented_rules_are_valid():
    (toml,) = [one for one in blocks("checks.md", "toml") if "[[policies" in one]
    assert [one.then for one in rules_of(toml)] == ["hold", "approve", "hold"]

    example = (ROOT / "rejoinder.example.toml").read_text(encoding="utf-8")
    commented = example[example.index("# [[policies.default.rules]]") :]
    assert len(rules_of(commented.replace("# ", "", 1).replace("\n# ", "\n"))) == 1


def test_every_condition_of_a_rule_is_in_the_table():
    table = text_of("checks.md").partition("\n| condition |")[2].partition("\n\n")[0]
    first_cells = " ".join(row.split("|")[1] for row in table.splitlines()[2:])
    assert set(re.findall(r"`(\w+)", first_cells)) == set(CONDITIONS)


def test_the_thresholds_of_the_default_policy_are_told_as_they_are():
    policy, operations = Policy(), text_of("operations.md")
    assert f"Points from which a comment waits for a moderator: {policy.hold_at:.1f}." in operations
    assert f"Points from which a comment is spam: {policy.spam_at:.1f}." in operations
    for told in (blocks("checks.md", "toml")[0], (ROOT / "rejoinder.example.toml").read_text(encoding="utf-8")):
        default = tomllib.loads(told)["policies"]["default"]
        assert (default["hold_at"], default["spam_at"]) == (policy.hold_at, policy.spam_at)


def test_the_api_is_documented_without_gaps():
    assert "\n\n\n" not in text_of("api.md")


def test_the_api_is_documented_as_it_is():
    made = runpy.run_path(str(DOCS / "make_api.py"))["markdown"]()
    assert text_of("api.md") == made, "docs/api.md is stale: run `.venv/bin/python docs/make_api.py`"


@pytest.mark.parametrize(
    ("file", "quoted", "verdict"),
    [
        ("README.md", r"`(CHECK OUT [^`]+)`", "spam"),
        ("README.md", r"`(Great article[^`]+)`", "hold"),
        ("service/web/demo/article.html", r"<q>(CHECK OUT [^<]+)</q>", "spam"),
        ("service/web/demo/article.html", r"<q>(Great article[^<]+)</q>", "hold"),
    ],
)
def test_the_sentences_that_newcomers_are_told_to_try_do_what_is_said(file, quoted, verdict):
    (sentence,) = re.findall(quoted, (ROOT / file).read_text(encoding="utf-8"))
    line = json.dumps({"id": file, "text": sentence}).encode()
    (judged,) = judge_lines([line], judge=LineJudge(scorer_for(Policy()), Policy(), learner=prior()))
    assert judged["verdict"] == verdict, judged


class TestAStaticSite:
    """Its owner copies what publishers.md gives, and changes nothing."""

    PAGE = "https://blog.example.org/2026/harbour/"

    @pytest.fixture
    def settings(self, tmp_path):
        toml = next(one for one in blocks("publishers.md", "toml") if "static_site" in one)
        (tmp_path / "rejoinder.toml").write_text(f"{toml}\n[limits]\nenabled = false\n")
        return load({"REJOINDER_HOME": str(tmp_path), "REJOINDER_SECRET_KEY": base64.b64encode(SECRET_KEY).decode()})

    @pytest.fixture
    def html(self):
        return SimpleNamespace(text="".join(blocks("publishers.md", "html")))

    def test_its_form_is_accepted_and_leads_back_to_the_thank_you(self, client, services, html):
        (form,) = forms_of(html)
        typed = {"name": "Ada", "email": "ada@example.org", "body": "The boat never waits."}
        assert typed.keys() < form["fields"].keys()
        action = form["action"].removeprefix("https://comments.example.org")
        headers = {"Origin": "https://blog.example.org", "Referer": "https://blog.example.org/"}
        answer = client.post(action, data=form["fields"] | typed, headers=headers)
        assert (answer.status_code, answer.location) == (303, f"{self.PAGE}#rejoinder")
        (kept,) = review.queue(services, sites=["blog"], status=None, after=None, limit=2).comments
        assert (kept.name, kept.page) == ("Ada", self.PAGE)

    def test_its_link_leads_to_the_form_for_the_page(self, client, html):
        (link,) = re.findall(r'href="https://comments.example.org([^"]+)"', html.text)
        (form,) = forms_of(client.get(link))
        assert form["fields"]["page"] == self.PAGE
