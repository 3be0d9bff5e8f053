"""What can happen is in the docs, and nothing else."""

import json
import re
import runpy
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.domain.comment import Comment, Status
from service.domain.events import EVENTS, payload
from service.domain.signing import sign
from service.domain.site import Policy
from service.http.problem_types import meanings, our_own
from tests.builders import WEBHOOK_SECRET
from workers.lines import judge_lines
from workers.runtime import scorer_for

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
# What the framework raises here by itself; the rest of its errors cannot happen.
OF_THE_FRAMEWORK = {"method-not-allowed", "length-required", "internal-server-error"}
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


def test_the_api_is_documented_without_gaps():
    assert "\n\n\n" not in text_of("api.md")


def test_the_api_is_documented_as_it_is():
    made = runpy.run_path(str(DOCS / "make_api.py"))["markdown"]()
    assert text_of("api.md") == made, "docs/api.md is stale: run `.venv/bin/python docs/make_api.py`"


@pytest.mark.parametrize(
    ("file", "quoted"),
    [("README.md", r"`(CHECK OUT [^`]+)`"), ("service/web/demo/article.html", r"<q>(CHECK OUT [^<]+)</q>")],
)
def test_the_sentence_that_newcomers_are_told_to_try_is_spam(file, quoted):
    (sentence,) = re.findall(quoted, (ROOT / file).read_text(encoding="utf-8"))
    line = json.dumps({"id": file, "text": sentence}).encode()
    (judged,) = judge_lines([line], scorer=scorer_for(Policy()), policy=Policy())
    assert judged["verdict"] == "spam", judged
