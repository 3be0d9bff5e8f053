"""Policies out of their tables."""

from pathlib import Path

from service.domain.policy import CheckSettings, Policy
from service.settings.rules import read_rules
from service.settings.table import Table


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
    return Policy(name=name, hold_at=hold_at, spam_at=spam_at, checks=checks, rules=read_rules(table))


def _check(table: Table) -> CheckSettings:
    return CheckSettings(
        enabled=table.get("enabled", bool, True) if table.has("enabled") else None,
        weight=table.get("weight", float, 1.0),
        options=table.rest(folder=Path(), environ={}),
    )
