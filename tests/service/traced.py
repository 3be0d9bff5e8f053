"""Lets a comment live in a process of its own, and prints the spans that come of it as JSON.

A process of its own, because loggers stay for good with what they were set up with when they first spoke.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from werkzeug.test import Client

from service import logs
from service.app import create_app
from service.domain.token import EVERY_SITE, Verb
from service.services import build
from service.storage.migrations import migrate
from service.telemetry import OpenTelemetry
from service.usecases import tokens
from tests.builders import PAGE, a_site, a_subscriber, some_settings
from tests.fakes import RecordedHints
from tests.service.http.comments import COMMENTS, fields
from tests.workers.builders import RecordingOutbound, a_runtime
from workers import delivering, judging


def main():
    exporter = InMemorySpanExporter()
    traces = OpenTelemetry(SimpleSpanProcessor(exporter), service="rejoinder-tests")
    logs.set_up("json", ears=traces.ears)
    site = a_site(publisher=None, subscribers=(a_subscriber(),))
    settings = some_settings(Path(sys.argv[1]), sites=[site], database_url=f"sqlite:///{sys.argv[1]}/rejoinder.db")
    services = replace(build(settings), hints=RecordedHints())
    migrate(services.database)
    moderator = tokens.create(services, "Mona", sites=[EVERY_SITE], verbs=list(Verb))
    client = Client(traces.around(create_app(services)))
    runtime = replace(a_runtime(services, outbound=RecordingOutbound()), spans=traces.spans)

    comment = client.post(COMMENTS, json=fields()).json["id"]
    judging.drain(runtime)
    client.post(f"/v1/review/comments/{comment}/spam", headers={"Authorization": f"Bearer {moderator}"})
    delivering.drain(replace(runtime, outbound=RefusingDoor()))
    client.get(f"/v1/sites/blog/threads?page={PAGE}")
    print(json.dumps({"comment": comment, "spans": [told(one) for one in exporter.get_finished_spans()]}))


class RefusingDoor:
    """Breaks."""

    def request(self, method, url, *, headers=None, body=None):
        raise ZeroDivisionError


def told(span):
    return {
        "name": span.name,
        "trace": format(span.context.trace_id, "032x"),
        "span": format(span.context.span_id, "016x"),
        "parent": format(span.parent.span_id, "016x") if span.parent else None,
        "status": span.status.status_code.name,
        "about": dict(span.attributes),
        "events": [{"name": one.name, **one.attributes} for one in span.events],
        "took": span.end_time - span.start_time,
    }


if __name__ == "__main__":
    main()
