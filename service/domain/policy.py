"""How a site's comments are judged, as configured: thresholds, rules, and what is said of each check."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from service.domain.rules import Rule

Options = Mapping[str, Any]

# What every comment starts with, in points: most are honest, but not by much, so that 0 is the point of indifference.
START = -0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """What a policy says of one check: whether it runs, its weight, and the check's own options.

    `enabled` is none where the policy leaves it to the check; hardly any check is off by itself.
    """

    enabled: bool | None = None
    weight: float = 1.0
    options: Options = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """What a policy says of the learned model: whether it is heard, and by what its points are multiplied."""

    enabled: bool = True
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Thresholds in points, settings by check name, and rules; checks not named run with their defaults."""

    name: str = "default"
    hold_at: float = 1.0
    spam_at: float = 4.0
    checks: Mapping[str, CheckSettings] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    model: ModelSettings = ModelSettings()

    def settings_of(self, check: str) -> CheckSettings:
        """The settings of one check, defaults when the policy does not name it."""
        return self.checks.get(check, CheckSettings())
