"""One trace from a comment's arrival to its end, over the web and the workers."""

import json
import subprocess
import sys
import threading
from uuid import UUID

import pytest
from opentelemetry.sdk.trace import SpanProcessor
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from uuid_utils import uuid7
from werkzeug.test import Client

from service.settings import SettingsError
from service.telemetry import OpenTelemetry
from service.tracing import NoTracing, tracing
from tests.service.http.comments import fields

LIVE = [sys.executable, "-m", "tests.service.traced"]
PERSONAL = ("Ada", "ada@", "The 7.10 boat", '127.0.0.1"', "Mona")


def lived(folder):
    ran = subprocess.run([*LIVE, str(folder)], capture_output=True, text=True, check=True)
    return json.loads(ran.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    return lived(tmp_path_factory.mktemp("traced"))


@pytest.fixture(scope="module")
def spans(life):
    return life["spans"]


class TestLifeOfAComment:
    def test_everything_is_in_the_trace_that_has_the_comments_id(self, life, spans):
        assert {UUID(one["trace"]) for one in spans} == {UUID(life["comment"])}

    def test_it_begins_with_the_post_and_goes_on_in_the_workers_and_with_the_moderator(self, spans):
        assert [one["name"] for one in spans] == [
            "POST /v1/sites/blog/comments",
            "judge",
            "POST /v1/review/comments/{id}/spam",
            "notify",
            "notify",
        ]
        first, *others = spans
        assert first["parent"] is None
        assert {one["parent"] for one in others} == {first["span"]}
        assert all(one["took"] > 0 for one in spans)

    def test_the_verdict_and_the_decision_are_told(self, spans):
        told = {event["name"]: event for one in spans for event in one["events"]}

        assert told["comment.received"]["site"] == "blog"
        assert told["comment.judged"]["verdict"] == "approve"
        assert told["comment.decided"]["decision"] == "spam"
        assert spans[0]["about"]["http.response.status_code"] == 202

    def test_an_attempt_that_failed_is_an_error_and_says_where(self, spans):
        attempt = spans[-1]

        assert attempt["status"] == "ERROR"
        assert [one["name"] for one in attempt["events"]] == ["delivery.broke", "delivery.failed"]
        assert attempt["events"][-1]["host"] == "127.0.0.1:9"
        assert spans[1]["status"] == "UNSET"

    def test_nothing_personal_is_told(self, spans):
        said = json.dumps(spans)

        assert [one for one in PERSONAL if one in said] == []
        assert fields()["name"] == "Ada"


@pytest.mark.parametrize(("sampler", "kept"), [("parentbased_always_on", 2), ("parentbased_always_off", 0)])
def test_the_sampler_of_the_environment_is_obeyed_by_web_and_workers(monkeypatch, sampler, kept):
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", sampler)
    exporter, comment = InMemorySpanExporter(), str(uuid7())
    traces = OpenTelemetry(SimpleSpanProcessor(exporter), service="tests")

    def app(environ, start_response):
        traces.ears[0](None, "info", {"event": "comment.received", "comment": comment})
        start_response("202 Accepted", [])
        return [b""]

    Client(traces.around(app)).post("/v1/sites/blog/comments")
    with traces.spans("judge", [comment]):
        pass

    assert len(exporter.get_finished_spans()) == kept


def test_a_ratio_takes_its_part_of_the_comments_and_of_each_all_or_nothing(monkeypatch):
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "parentbased_traceidratio")
    monkeypatch.setenv("OTEL_TRACES_SAMPLER_ARG", "0.25")
    exporter = InMemorySpanExporter()
    one, other = (OpenTelemetry(SimpleSpanProcessor(exporter), service="tests") for _ in range(2))
    for comment in [str(uuid7()) for _ in range(400)]:
        for process in (one, other):
            with process.spans("judge", [comment]):
                pass

    taken = [span.context.trace_id for span in exporter.get_finished_spans()]

    assert 40 < len(set(taken)) < 180
    assert len(taken) == 2 * len(set(taken))


def test_what_breaks_inside_a_span_goes_on_and_is_told():
    exporter = InMemorySpanExporter()
    traces = OpenTelemetry(SimpleSpanProcessor(exporter), service="tests")
    with pytest.raises(ZeroDivisionError), traces.spans("judge", [str(uuid7())]):
        raise ZeroDivisionError("with words that are nobody's business")

    [span] = exporter.get_finished_spans()
    assert (span.status.status_code.name, span.status.description) == ("ERROR", "ZeroDivisionError")
    assert span.events == ()


def test_a_collector_that_hangs_keeps_nobody_from_ending():
    released = threading.Event()

    class Hanging(SpanProcessor):
        def shutdown(self):
            released.wait()

    OpenTelemetry(Hanging(), service="tests", patience=0.01).close()

    assert not released.is_set()
    released.set()


def test_nothing_is_traced_or_imported_unless_somebody_collects():
    assert isinstance(tracing({}, role="web"), NoTracing)
    code = "import service.app, workers.process, service.tracing, sys; service.tracing.tracing({}, role='web')\n"
    # The metrics of OpenTelemetry are imported by redis-py, where they are installed.
    code += (
        "print([one for one in sys.modules if one.startswith(('opentelemetry.sdk.trace', 'opentelemetry.exporter'))])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout == "[]\n"


def test_without_the_extra_it_is_said_what_to_install(monkeypatch):
    monkeypatch.delattr("service.telemetry")
    monkeypatch.setitem(sys.modules, "service.telemetry", None)
    with pytest.raises(SettingsError, match=r"pip install 'rejoinder\[otel\]'"):
        tracing({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}, role="web")
