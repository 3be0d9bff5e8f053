"""The application: every blueprint, and what holds for every request."""

import time

import structlog
from flask import Flask, Response, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from service.http import (
    assets,
    campaigns,
    comments,
    deliveries,
    demo,
    form,
    front_door,
    health,
    judgements,
    openapi,
    problem_types,
    problems,
    rate_limit,
    review,
    review_pages,
    shadow,
    threads,
)
from service.http.code_marks import coded
from service.http.ending import Ending, watch_for
from service.http.slow_senders import BODY_BYTES_MOST, BodyFirst
from service.services import Services


def create_app(services: Services, *, ending: Ending | None = None) -> Flask:
    """A Flask application around the services; it makes nothing of its own. `ending` says when its server ends."""
    app = Flask("service", template_folder="web", static_folder=None)
    app.extensions["rejoinder"] = services
    app.secret_key = services.keyring.session
    app.config.update(MAX_CONTENT_LENGTH=BODY_BYTES_MOST, MAX_FORM_MEMORY_SIZE=BODY_BYTES_MOST)
    _trust_proxies(app, services.settings.trusted_proxies)
    app.wsgi_app = BodyFirst(app.wsgi_app, working=services.settings.web.threads)  # type: ignore[method-assign]
    _watch_requests(app, services)
    watch_for(ending or Ending(), app)
    problems.register(app)
    rate_limit.register(app, services)
    app.add_template_filter(coded)
    app.register_blueprint(front_door.blueprint)
    app.register_blueprint(assets.blueprint)
    app.register_blueprint(comments.blueprint)
    app.register_blueprint(form.blueprint)
    threads.register(app, services)
    app.register_blueprint(judgements.blueprint)
    app.register_blueprint(review.blueprint)
    app.register_blueprint(deliveries.blueprint)
    app.register_blueprint(campaigns.blueprint)
    app.register_blueprint(shadow.blueprint)
    app.register_blueprint(openapi.blueprint)
    app.register_blueprint(problem_types.blueprint)
    health.register(app, services)
    review_pages.register(app, services)
    demo.register(app)
    return app


def _trust_proxies(app: Flask, hops: int) -> None:
    if hops:  # each hop appends one entry; what lies further left was written by whoever sent the request
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _watch_requests(app: Flask, services: Services) -> None:
    @app.before_request
    def begin() -> None:
        g.started, g.request_id = time.perf_counter(), services.new_id()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=g.request_id)

    @app.after_request
    def end(response: Response) -> Response:
        if "request_id" in g:
            response.headers["X-Request-Id"] = g.request_id
            seconds = time.perf_counter() - g.started
            services.metrics.request_seconds.labels(request.endpoint or "none", response.status_code).observe(seconds)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response
