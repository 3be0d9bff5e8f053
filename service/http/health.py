"""For supervisors and dashboards: are we alive, are we ready, how much waits."""

from collections.abc import Iterator
from dataclasses import asdict

from flask import Blueprint, Flask, Response, current_app, json
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from redis import Redis
from sqlalchemy.exc import SQLAlchemyError

from service.http import ending
from service.http.current import services
from service.redis_client import web_client
from service.services import Services
from service.usecases import figures, readiness

blueprint = Blueprint("health", __name__)

_EXTENSION = "rejoinder.queue"
_MEANINGS = {
    "received": ("rejoinder_comments_waiting_for_judge", "Comments that no check has seen yet"),
    "held": ("rejoinder_comments_waiting_for_moderator", "Comments that wait for a moderator"),
    "oldest_seconds": ("rejoinder_oldest_waiting_seconds", "How long the oldest comment has waited for its verdict"),
    "pending": ("rejoinder_deliveries_pending", "Deliveries that wait for their next attempt"),
    "dead": ("rejoinder_deliveries_dead", "Deliveries given up; retry them when the other side is well again"),
    "unreachable": ("rejoinder_hosts_unreachable", "Hosts at which nobody answers"),
}


def register(app: Flask, services: Services) -> None:
    """Give the application its health pages and a client to ask the queue with."""
    app.extensions[_EXTENSION] = web_client(services.settings.redis_url)
    app.register_blueprint(blueprint)


@blueprint.get("/livez")
def livez() -> Response:
    """The process answers."""
    return _told({"status": "alive"})


@blueprint.get("/readyz")
def readyz() -> Response:
    """503 only when a comment could not be kept, or before long could not."""
    if ending.is_near():
        return _told({"status": "ending", "reasons": ["This web server is about to end."]}, status=503)
    broken = readiness.why_not_kept(services())
    if broken:
        return _told({"status": "unavailable", "reasons": [broken]}, status=503)
    reasons = readiness.why_not_worked_on(current_app.extensions[_EXTENSION])
    return _told({"status": "degraded", "reasons": reasons} if reasons else {"status": "ready"})


@blueprint.get("/metrics")
def metrics() -> Response:
    """Counts and figures in Prometheus's text format."""
    gauges = CollectorRegistry()
    gauges.register(_Figures(services()))
    gauges.register(_Roles(current_app.extensions[_EXTENSION]))
    text = generate_latest(services().metrics.registry()) + generate_latest(gauges)
    return Response(text, content_type=CONTENT_TYPE_LATEST)


class _Figures(Collector):
    """What the database says at this moment; nothing while it cannot be asked."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            found = asdict(figures.read(self._services))
        except SQLAlchemyError:
            return
        for key, (name, meaning) in _MEANINGS.items():
            yield GaugeMetricFamily(name, meaning, value=found[key])


class _Roles(Collector):
    """Who works in the background at this moment; nothing while the queue cannot be asked."""

    def __init__(self, queue: Redis) -> None:
        self._queue = queue

    def collect(self) -> Iterator[GaugeMetricFamily]:
        family = GaugeMetricFamily("rejoinder_role_alive", "1 while a role shows signs of life", labels=["role"])
        for role, is_alive in readiness.alive(self._queue).items():
            family.add_metric([role], is_alive)
        yield family


def _told(body: dict[str, object], *, status: int = 200) -> Response:
    return Response(json.dumps(body), status=status, mimetype="application/json", headers={"Cache-Control": "no-store"})
