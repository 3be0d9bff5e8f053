"""What came of a trial of a policy: for people, and as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from service.domain.sample import Label
from service.domain.verdict import Outcome, Verdict
from workers.trial import Costs, Counts, Trial, Tried, reason_of


class Deciders(StrEnum):
    """Who said what is ham and what is spam."""

    MODERATORS = "moderators"
    SAMPLES = "samples"


_SAID = {
    Deciders.MODERATORS: {Label.HAM: "approved (ham)", Label.SPAM: "marked as spam"},
    Deciders.SAMPLES: {Label.HAM: "ham", Label.SPAM: "spam"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A trial of one policy on what the deciders said, and what mistakes cost."""

    policy: str
    deciders: Deciders
    trial: Trial
    costs: Costs


def report_json(report: Report) -> dict[str, Any]:
    """All of it, with every change."""
    trial = report.trial
    return {
        "policy": report.policy,
        "comments": len(trial.tried),
        "left_out": dict(trial.left_out),
        "costs": asdict(report.costs),
        "tried": _side(trial.counts(), report.costs),
        "live": _side(trial.live_counts(), report.costs),
        "changes": [_change(one) for one in trial.changes()],
    }


def print_report(report: Report, *, most: int | None) -> None:
    """The table, the costs, and the changes, of which `most` are shown."""
    console = Console(highlight=False, markup=False, emoji=False)
    trial, costs = report.trial, report.costs
    console.print(_table(report))
    for who, counts in ((report.policy, trial.counts()), ("live", trial.live_counts())):
        console.print(_plain(f"Cost of {who}: {_sum(counts, costs)}"), soft_wrap=True)
    for why, count in trial.left_out.items():
        console.print(f"Left out: {count} {why}.")
    changes = trial.changes()
    shown = changes[:most]
    console.print(f"\n{len(changes)} of {len(trial.tried)} would change{':' if changes else '.'}")
    for one in shown:
        console.print(_plain(f"\n{one.label}: {_step(one)}  {one.id}  {one.page}"), soft_wrap=True)
        console.print(_plain(f"  {reason_of(one.tried)}"), soft_wrap=True)
    if len(shown) < len(changes):
        console.print(f"\nand {len(changes) - len(shown)} more: --all shows them.")


def _table(report: Report) -> Table:
    table = Table(report.deciders, "policy", *(Column(one, justify="right") for one in Outcome))
    sides = ((report.policy, report.trial.counts()), ("live", report.trial.live_counts()))
    for label in Label:
        for number, (who, counts) in enumerate(sides):
            cells = (str(counts[label][one]) for one in Outcome)
            said = f"{_SAID[report.deciders][label]}: {counts[label].total()}" if number == 0 else ""
            table.add_row(said, who, *cells, end_section=number == 1)
    return table


def _sum(counts: Counts, costs: Costs) -> str:
    ham, spam = counts[Label.HAM], counts[Label.SPAM]
    parts = (
        (ham[Outcome.SPAM], "ham lost", costs.ham_lost),
        (ham[Outcome.HOLD], "ham held", costs.ham_held),
        (spam[Outcome.APPROVE], "spam published", costs.spam_published),
        (spam[Outcome.HOLD], "spam held", costs.spam_held),
    )
    return " + ".join(f"{count} {what} × {cost:g}" for count, what, cost in parts) + f" = {costs.of(counts):g}"


def _step(one: Tried) -> str:
    return f"{one.live.outcome} ({one.live.points:g}) → {one.tried.outcome} ({one.tried.points:g})"


def _plain(text: str) -> str:
    """Texts of readers are in reasons and addresses; none of them may steer the terminal."""
    return "".join(one if one.isprintable() or one == "\n" else "�" for one in text)


def _side(counts: Counts, costs: Costs) -> Mapping[str, Any]:
    by_label = {str(label): {str(one): counts[label][one] for one in Outcome} for label in Label}
    return {**by_label, "cost": costs.of(counts)}


def _change(one: Tried) -> dict[str, Any]:
    return {
        "id": one.id,
        "page": one.page,
        "label": one.label,
        "live": _verdict(one.live),
        "tried": _verdict(one.tried),
        "reason": reason_of(one.tried),
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {"policy": verdict.policy, "points": verdict.points, "verdict": verdict.outcome}
