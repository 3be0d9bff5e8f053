"""Write docs/api.md from the API's own description: `.venv/bin/python docs/make_api.py`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from service.http.openapi import description

TARGET = Path(__file__).with_name("api.md")
_SENT = ("Submission", "SubmissionForm", "Decision", "Judgement")
_HEAD = """# The API

Made from the API's own description by `.venv/bin/python docs/make_api.py`; a running Rejoinder serves that at
`/v1/openapi.json`. What the errors mean is in [errors.md](errors.md), what subscribers are told in
[events.md](events.md).
"""


def markdown() -> str:
    """The whole page."""
    spec = description()
    pieces = [_HEAD, spec["info"]["description"], ""]
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            pieces += _operation(f"{method.upper()} {path}", operation)
    pieces += ["## Shapes", ""]
    for name, schema in spec["components"]["schemas"].items():
        pieces += _shape(name, schema)
    return "\n".join(pieces).rstrip() + "\n"


def _operation(title: str, operation: dict[str, Any]) -> Iterator[str]:
    yield f"## {title}\n\n{operation['summary']}. {operation.get('description', '')}".rstrip() + "\n"
    if "security" in operation:
        yield "Needs `Authorization: Bearer rj_...`.\n"
    if operation.get("parameters"):
        yield "| parameter | in | |\n|---|---|---|"
        yield from (f"| `{one['name']}` | {one['in']} | {_about(one)} |" for one in operation["parameters"])
        yield ""
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        yield f"Send `{media}`: {_name(content['schema'])}\n"
        yield from filter(None, [_example(content)])
    yield "| answer | |\n|---|---|"
    yield from (f"| {code} | {one['description']}{_gives(one)} |" for code, one in operation["responses"].items())
    yield ""
    for answer in operation["responses"].values():
        yield from filter(None, map(_example, answer.get("content", {}).values()))


def _about(parameter: dict[str, Any]) -> str:
    schema = parameter["schema"]
    choices = ", ".join(f"`{one}`" for one in schema.get("enum", ()))
    limits = (
        f"{schema['minimum']} to {schema['maximum']}, {schema['default']} if left out" if "minimum" in schema else ""
    )
    needed = "Required." if parameter.get("required") and parameter["in"] != "path" else ""
    return " ".join(one for one in (parameter.get("description", ""), needed, choices, limits) if one)


def _gives(answer: dict[str, Any]) -> str:
    named = [_name(one["schema"]) for one in answer.get("content", {}).values() if "schema" in one]
    return f" {', '.join(named)}" if named else ""


def _name(schema: dict[str, Any]) -> str:
    name = schema.get("$ref", "").rpartition("/")[2]
    return f"[{name}](#{name.lower()})" if name else schema.get("type", "")


def _example(content: dict[str, Any]) -> str:
    if "example" not in content:
        return ""
    return f"```json\n{json.dumps(content['example'], indent=2, ensure_ascii=False)}\n```\n"


def _shape(name: str, schema: dict[str, Any]) -> Iterator[str]:
    yield f"### {name}\n\n| field | type | |\n|---|---|---|"
    required = schema.get("required", ())
    for field, one in schema["properties"].items():
        star = " *" if field in required and name in _SENT else ""
        yield f"| `{field}`{star} | {_type(one)} | {_limits(one)} |"
    yield ""


def _type(one: dict[str, Any]) -> str:
    if "array" in one.get("type", ""):
        return f"list of {_type(one['items'])}"
    if "enum" in one:
        return ", ".join(f"`{value}`" for value in one["enum"] if value is not None)
    kind = one.get("type", "")
    return _name(one) if "$ref" in one else " or ".join(kind if isinstance(kind, list) else [kind])


def _limits(one: dict[str, Any]) -> str:
    most = f"At most {one['maxLength']} characters." if "maxLength" in one and one.get("format") != "uuid" else ""
    return " ".join(text for text in (one.get("description", ""), most) if text)


if __name__ == "__main__":
    TARGET.write_text(markdown(), encoding="utf-8")
