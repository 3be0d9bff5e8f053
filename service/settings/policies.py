"""Policies out of their tables."""

from pathlib import Path

from service.domain.policy import CheckSettings, ModelSettings, Policy
from service.settings.rules import read_rules
from service.settings.table import Table

_HEAVIEST_MODEL = 10


def read_policies(table: Table) -> dict[str, Policy]:
    """Every `[policies.NAME]`; `default` is there even when nobody wrote it."""
    policies = {"default": Policy()}
    for name, one in table.tables():
        policies[name] = _policy(name, one)
        one.finish()
    return policies


def _policy(name: str, table: Table) -> Policy:
    hold_at = table.get("hold_at", float, Policy().hold_at)
    spam_at = table.get("spam_at", float, Policy().spam_at)
    if hold_at > spam_at:
        table.note(f"{table.where}.hold_at is {hold_at}, above spam_at {spam_at}; it must not be")
    checks = {check: _check(one) for check, one in table.table("checks").tables()}
    model, rules = _model(table.table("model")), read_rules(table)
    return Policy(name=name, hold_at=hold_at, spam_at=spam_at, checks=checks, model=model, rules=rules)


def _model(table: Table) -> ModelSettings:
    weight = table.get("weight", float, 1.0)
    if not 0 <= weight <= _HEAVIEST_MODEL:
        table.note(f"{table.where}.weight is {weight}, but must be from 0 to {_HEAVIEST_MODEL}")
    settings = ModelSettings(enabled=table.get("enabled", bool, True), weight=weight)
    table.finish()
    return settings


def _check(table: Table) -> CheckSettings:
    return CheckSettings(
        enabled=table.get("enabled", bool, True) if table.has("enabled") else None,
        weight=table.get("weight", float, 1.0),
        options=table.rest(folder=Path(), environ={}),
    )
