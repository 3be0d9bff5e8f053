"""`rejoinder up` with a collector: one trace over the web server and the workers, each a process of its own."""

import signal
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import UUID

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.e2e.house import House, eventually


class Collector(ThreadingHTTPServer):
    """Takes traces as OpenTelemetry's collector does, and remembers them."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Taking)
        self.taken = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def names(self, comment):
        """Which services said what of one comment: `service: span`."""
        trace = UUID(comment).bytes
        return {f"{service}: {span.name}" for service, span in self.taken if span.trace_id == trace}


class _Taking(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            about = {one.key: one.value.string_value for one in resource.resource.attributes}
            for scope in resource.scope_spans:
                self.server.taken += [(about["service.name"], span) for span in scope.spans]
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def collector():
    with Collector() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_one_trace_goes_from_the_post_over_the_verdict_to_the_publication(tmp_path, collector):
    house = House(tmp_path / "home")
    # Nothing is sent before the end, and everything then.
    house.more = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "OTEL_BSP_SCHEDULE_DELAY": "600000"}
    with house.up() as supervisor:
        comment = house.comment("The 7.10 boat never waits for the bus.")
        eventually(lambda: all(one == "done" for one in deliveries(house, comment)))
        supervisor.send_signal(signal.SIGINT)
        assert supervisor.wait(30) == 0

    assert collector.names(comment) == {
        "rejoinder-web: POST /v1/sites/demo/comments",
        "rejoinder-judge: judge",
        "rejoinder-deliver: publish",
        "rejoinder-deliver: notify",
    }


def deliveries(house, comment):
    """What became of each of its deliveries, which come with its verdict."""
    return [one["status"] for one in house.ask("GET", f"/v1/review/comments/{comment}")[1]["deliveries"]] or [
        "none yet"
    ]
