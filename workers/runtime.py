"""What one worker process holds: its services, plug-ins and door, built in the process that uses them."""

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from types import ModuleType

import structlog

from service.domain.comment import JUDGE
from service.domain.policy import Policy
from service.domain.verdict import MODEL, RULE
from service.services import Services
from service.settings import Settings, SettingsError
from service.settings.nearest import there_are
from service.tracing import Spans, no_spans
from workers.bench import ANSWER_SECONDS, AT_ONCE, Bench
from workers.classifier import Classifier
from workers.destinations import forbidden
from workers.judges import Judge
from workers.learning.prior import prior
from workers.outbound import GuardedOutbound, Outbound
from workers.plugins import PluginError, load_checks, load_judges, load_publishers, options_from
from workers.publishers import CommentPublisher, PagePublisher
from workers.scoring import Observer, Scorer, nobody

log = structlog.get_logger()

Publisher = CommentPublisher | PagePublisher

# Who else is named in evidence and history: a plug-in of that name would be taken for it.
SPOKEN_BY_US = frozenset({MODEL, RULE, JUDGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """One worker process. `scorers` are by policy, `publishers` by site; `stopping` is set when it must end.

    `bench` holds the judges outside the house.
    """

    services: Services
    outbound: Outbound
    scorers: Mapping[str, Scorer]
    classifier: Classifier
    publishers: Mapping[str, Publisher]
    bench: Bench = field(default_factory=Bench)
    spans: Spans = no_spans
    stopping: threading.Event = field(default_factory=threading.Event)


def build(services: Services, *, spans: Spans = no_spans) -> Runtime:
    """The runtime over these services. Raises `SettingsError` for every option that no plug-in understands."""
    mistakes = list[str]()

    def observe(check: str, error: Exception) -> None:
        services.metrics.checks_failed.labels(check).inc()
        log.error("check.failed", check=check, exc_info=error)

    plugged = _plugged(services.settings, mistakes, observe=observe)
    if mistakes:
        raise SettingsError(mistakes)
    return Runtime(
        services=services,
        outbound=plugged.outbound,
        scorers=plugged.scorers,
        classifier=Classifier(services, prior=prior),
        publishers=plugged.publishers,
        bench=Bench(plugged.judges),
        spans=spans,
    )


def mistakes_in(settings: Settings) -> list[str]:
    """What plug-ins find wrong with their options, in settings that may have other mistakes."""
    mistakes = list[str]()
    try:
        _plugged(settings, mistakes, observe=nobody)
    except SettingsError as error:
        mistakes.extend(error.mistakes)
    return mistakes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plugged:
    """The plug-ins with their options."""

    outbound: Outbound
    scorers: Mapping[str, Scorer]
    publishers: Mapping[str, Publisher]
    judges: dict[str, dict[str, Judge]]


def _plugged(settings: Settings, mistakes: list[str], *, observe: Observer) -> _Plugged:
    outbound = GuardedOutbound(allow=settings.outbound_allow)
    checks, kinds = _loaded(load_checks), _loaded(load_publishers)
    mistakes.extend(_that_is_ours("check", name) for name in checks if name in SPOKEN_BY_US)
    mistakes.extend(forbidden(settings))
    return _Plugged(
        outbound=outbound,
        scorers=_scorers(checks, settings, mistakes, observe=observe),
        publishers=_publishers(kinds, settings, outbound, mistakes),
        judges=judges_of(settings, mistakes, taken=checks),
    )


def judges_of(settings: Settings, mistakes: list[str], *, taken: Collection[str] = ()) -> dict[str, dict[str, Judge]]:
    """The judges by site and name; `taken` are names of checks, under which evidence would be mixed up."""
    modules = _loaded(load_judges)
    mistakes.extend(
        f"the judge {name!r} has the name of a check; rename one of them" for name in modules if name in taken
    )
    mistakes.extend(_that_is_ours("judge", name) for name in modules if name in SPOKEN_BY_US)
    # Readers wait for these: an answer that takes longer than a batch may is none.
    outbound = GuardedOutbound(allow=settings.outbound_allow, timeout=ANSWER_SECONDS, at_once=AT_ONCE)
    judges: dict[str, dict[str, Judge]] = {name: {} for name in settings.sites}
    for site in settings.sites.values():
        for name, configured in site.judges.items():
            where = f"sites.{site.name}.judges.{name}"
            if name not in modules:
                mistakes.append(f"{where}: there is no judge {name!r}; {there_are(name, sorted(modules))}")
                continue
            try:
                options = options_from(modules[name].Options, configured.options, where=where)
                judges[site.name][name] = modules[name].build(site, options, outbound)
            except PluginError as error:
                mistakes.extend(error.mistakes)
    return judges


def _that_is_ours(what: str, name: str) -> str:
    return f"the {what} {name!r} has a name under which Rejoinder itself speaks; rename the {what}"


def _loaded(load: Callable[[], dict[str, ModuleType]]) -> dict[str, ModuleType]:
    try:
        return load()
    except PluginError as error:
        raise SettingsError(error.mistakes) from error


def _scorers(
    checks: Mapping[str, ModuleType], settings: Settings, mistakes: list[str], *, observe: Observer
) -> dict[str, Scorer]:
    scorers = {}
    for name, policy in settings.policies.items():
        try:
            scorers[name] = Scorer(checks, policy, observe=observe)
        except PluginError as error:
            mistakes.extend(error.mistakes)
    return scorers


def scorer_for(policy: Policy, *, observe: Observer = nobody) -> Scorer:
    """A scorer for one policy, for those who judge without a service. Raises `PluginError`."""
    return Scorer(load_checks(), policy, observe=observe)


def _publishers(
    modules: Mapping[str, ModuleType], settings: Settings, outbound: Outbound, mistakes: list[str]
) -> dict[str, Publisher]:
    publishers: dict[str, Publisher] = {}
    for name, site in settings.sites.items():
        if site.publisher is None:
            continue
        where, module = f"sites.{name}.publisher", modules.get(site.publisher.kind)
        if module is None:
            kinds = there_are(site.publisher.kind, sorted(modules))
            mistakes.append(f"{where}: there is no publisher {site.publisher.kind!r}; {kinds}")
            continue
        try:
            options = options_from(module.Options, site.publisher.options, where=where)
            publishers[name] = module.build(site, options, outbound)
        except PluginError as error:
            mistakes.extend(error.mistakes)
    return publishers
