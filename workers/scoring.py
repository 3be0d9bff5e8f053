"""Runs every check over one comment, and lets none of them break the others."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.draft import Span
from service.domain.policy import Policy
from service.domain.text import NormalText, normalise
from service.domain.verdict import MODEL, Evidence, Opinion
from service.settings.nearest import there_are
from workers.checks import Check
from workers.parts import SHORT, Part, moved, worst_place
from workers.plugins import PluginError, load_judges, options_from

POINTS_DIGITS = 4

# Hears which check broke, and by what.
Observer = Callable[[str, Exception], None]


def nobody(check: str, error: Exception) -> None:
    """The observer of those who do not care."""


@dataclass(frozen=True, slots=True)
class _Enabled:
    name: str
    check: Check
    options: Any
    weight: float
    of_the_whole: bool


class Said:
    """What checks have said of one comment: a second policy does not ask again where it gives the same options."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[Any, Opinion | None]] = {}

    def opinion(self, one: _Enabled, submission: Submission, context: Context) -> Opinion | None:
        """The check's opinion, asked for unless it is known. Raises whatever the check raises."""
        if one.name in self._said and self._said[one.name][0] == one.options:
            return self._said[one.name][1]
        opinion = one.check(submission, context, one.options)
        self._said[one.name] = one.options, opinion
        return opinion


class Scorer:
    """The checks that one policy enables, with their options. Built once, as every mistake in the policy shows here."""

    def __init__(self, checks: Mapping[str, ModuleType], policy: Policy, *, observe: Observer = nobody) -> None:
        self.observe = observe
        self._enabled = _enabled(checks, policy)
        self._of_parts = [one for one in self._enabled if not one.of_the_whole]
        normalise("e\u0301")  # its tables are made now, not while the first comment waits

    def evidence(self, submission: Submission, context: Context, said: Said | None = None) -> tuple[Evidence, ...]:
        """What all enabled checks say of one comment, the weightiest first, broken ones included.

        Of a long text it is what they say of its worst part. `said` is what checks have said of this very comment
        already, and takes up what they say now.
        """
        return self.heard(submission, context, said).evidence

    def heard(self, submission: Submission, context: Context, said: Said | None = None) -> Part:
        """The same, and which part it is about."""
        found = tuple(self._heard(self._enabled, submission, context, said))
        whole = Part((0, len(context.text.normal)), context.text, found)
        pointing = {one.check for one in found if one.span is not None}
        if len(context.text.normal) <= SHORT or not pointing:
            return whole
        checks = [one for one in self._of_parts if one.name in pointing]

        def points(part: NormalText) -> float:
            return sum(one.points for one in self._heard(checks, submission, replace(context, text=part)))

        return self.heard_at(worst_place(context.text, points), submission, context, beside=found)

    def heard_at(self, place: Span, submission: Submission, context: Context, *, beside: Iterable[Evidence]) -> Part:
        """What the checks say of a part of a long text. Of what they say `beside` it, what is of the whole stays."""
        text = context.text.part(place)
        first = context.text.raw_span(place)[0]
        found = self._heard(self._of_parts, submission, replace(context, text=text))
        there = [moved(one, first) for one in found if one.span is not None or one.failed]
        whole = {one.name for one in self._enabled if one.of_the_whole}
        about_all = (replace(one, span=None) if one.check in whole else one for one in beside)
        kept = [one for one in about_all if one.span is None and one.check not in {one.check for one in there}]
        return Part(place, text, tuple(sorted((*kept, *there), key=_weightiest_first)))

    def _heard(
        self, checks: Iterable[_Enabled], submission: Submission, context: Context, said: Said | None = None
    ) -> list[Evidence]:
        ask, found = said.opinion if said is not None else _asked, list[Evidence]()
        for one in checks:
            try:
                opinion = ask(one, submission, context)
                if opinion is not None:
                    found.append(_weighted(one, opinion))
            except Exception as error:  # noqa: BLE001 - whatever a check does wrong, the others are heard
                found.append(_broken(one.name))
                self.observe(one.name, error)
        return sorted(found, key=_weightiest_first)


def _asked(one: _Enabled, submission: Submission, context: Context) -> Opinion | None:
    return one.check(submission, context, one.options)


def _weighted(one: _Enabled, opinion: Opinion) -> Evidence:
    points = round(opinion.points * one.weight, POINTS_DIGITS)
    return Evidence(check=one.name, points=points, reason=opinion.reason, span=opinion.span, holds=opinion.holds)


def _broken(name: str) -> Evidence:
    reason = f"The check '{name}' failed; nothing is approved without it. Its error was logged where it ran."
    return Evidence(check=name, points=0.0, reason=reason, failed=True)


def _weightiest_first(evidence: Evidence) -> tuple[float, str]:
    return -abs(evidence.points), evidence.check


def _unknown_in_rules(checks: Mapping[str, ModuleType], policy: Policy) -> list[str]:
    where = f"policies.{policy.name}.rules"
    waited_for = [(number, rule.when.get("checks", ())) for number, rule in enumerate(policy.rules, start=1)]
    if not any(names for _, names in waited_for):
        return []
    speakers = sorted({*checks, MODEL, *load_judges()})
    return [
        f"{where}[{number}].when.checks: there is no check {name!r}; {there_are(name, speakers)}"
        for number, names in waited_for
        for name in names
        if name not in speakers
    ]


def _enabled(checks: Mapping[str, ModuleType], policy: Policy) -> tuple[_Enabled, ...]:
    where = f"policies.{policy.name}.checks"
    mistakes = [
        f"{where}: there is no check {name!r}; {there_are(name, sorted(checks))}"
        for name in policy.checks
        if name not in checks
    ]
    mistakes += _unknown_in_rules(checks, policy)
    enabled = []
    for name, module in sorted(checks.items()):
        settings = policy.settings_of(name)
        try:
            options = options_from(module.Options, settings.options, where=f"{where}.{name}")
        except PluginError as error:
            mistakes += error.mistakes
            continue
        if getattr(module, "ENABLED", True) if settings.enabled is None else settings.enabled:
            of_the_whole = getattr(module, "OF_THE_WHOLE", False)
            enabled.append(_Enabled(name, module.check, options, settings.weight, of_the_whole))
    if mistakes:
        raise PluginError(mistakes)
    return tuple(enabled)
