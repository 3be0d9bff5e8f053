from service.domain.rules import CONDITIONS, Rule
from service.domain.verdict import Outcome
from service.settings.policies import read_policies
from service.settings.table import Table

RULE = {"name": "links", "when": {"links_at_least": 2}, "then": "hold"}


def read(*rules, policy="strict"):
    mistakes = []
    table = Table({policy: {"rules": list(rules)}}, where="policies", mistakes=mistakes)
    return read_policies(table)[policy].rules, mistakes


def mistakes_in(*rules):
    return read(*rules)[1]


def test_rules_are_read_in_their_order():
    every = {"name": "pre-moderation", "when": {}, "then": "spam"}
    asked = {"first_comment": True, "points_below": 1, "checks": ["links"], "page_older_than_days": 30}

    rules, mistakes = read(RULE, {**RULE, "name": "more", "when": asked, "then": "approve"}, every)

    assert mistakes == []
    assert rules == (
        Rule(name="links", then=Outcome.HOLD, when={"links_at_least": 2}),
        Rule(name="more", then=Outcome.APPROVE, when={**asked, "checks": ("links",)}),
        Rule(name="pre-moderation", then=Outcome.SPAM, when={}),
    )


def test_a_policy_without_rules_has_none():
    assert read() == ((), [])


def test_an_unknown_condition_is_named_with_the_known_ones():
    (mistake,) = mistakes_in({**RULE, "when": {"link_at_least": 1}})

    assert mistake.startswith(
        "policies.strict.rules[1].when.link_at_least is not a condition; did you mean 'links_at_least'? Known here: "
    )
    assert all(name in mistake for name in CONDITIONS)


def test_all_mistakes_are_told_at_once():
    told = mistakes_in(
        {"then": "reject", "when": {"links_at_least": "many", "first_comment": 1}},
        {"name": "two", "when": {"checks": [], "page_starts_with": [""], "characters_at_most": -1, "points_below": -1}},
        {"name": "two", "then": "hold", "if": {}},
        "three",
    )

    assert told == [
        "policies.strict.rules[4] is a table: write [policies.strict.rules[4]] and its keys below",
        "policies.strict.rules[1].name is missing: say in a few words what it is about, as moderators will read it",
        "policies.strict.rules[1].then is 'reject', but must be one of approve, hold, spam",
        "policies.strict.rules[1].when.first_comment is 1, but must be true or false",
        "policies.strict.rules[1].when.links_at_least is 'many', but must be a whole number",
        "policies.strict.rules[2].then is missing: write one of approve, hold, spam",
        "policies.strict.rules[2].when.characters_at_most is -1, but must not be below 0",
        "policies.strict.rules[2].when.checks is empty: name at least one, or leave it out",
        "policies.strict.rules[2].when.page_starts_with has an empty text in it",
        "policies.strict.rules[3].when is missing: write what must hold, or when = {} for every comment",
        "policies.strict.rules[3].if is not a setting; known here: name, then, when",
        "policies.strict.rules[4].name is missing: say in a few words what it is about, as moderators will read it",
        "policies.strict.rules[4].when is missing: write what must hold, or when = {} for every comment",
        "policies.strict.rules[4].then is missing: write one of approve, hold, spam",
        "policies.strict.rules: two are named 'two'; moderators could not tell them apart",
    ]
