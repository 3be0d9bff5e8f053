import re

from service.http.openapi import description
from tests.service.http.comments import COMMENTS


def addresses(app):
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/v1/"):
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                yield re.sub(r"<(?:[^:<>]*:)?(\w+)>", r"{\1}", rule.rule), method.lower()


def described():
    return {(path, method) for path, one in description()["paths"].items() for method in one}


def test_every_address_is_described_and_no_other(app):
    assert described() == set(addresses(app))


def test_every_operation_says_how_it_can_fail(app):
    for path, one in description()["paths"].items():
        for method, operation in one.items():
            assert operation["summary"]
            if path != "/v1/openapi.json":
                assert any(code >= "400" for code in operation["responses"]), (method, path)


def test_every_reference_leads_somewhere():
    spec = description()
    names = set(re.findall(r"#/components/schemas/(\w+)", str(spec)))
    assert names <= spec["components"]["schemas"].keys()
    assert names


def test_parts_of_the_path_are_parameters():
    for path, one in description()["paths"].items():
        for operation in one.values():
            named = {part["name"] for part in operation.get("parameters", ()) if part["in"] == "path"}
            assert named == set(re.findall(r"{(\w+)}", path))


def test_its_example_is_accepted(client, settings):
    post = description()["paths"]["/v1/sites/{site}/comments"]["post"]
    example = post["requestBody"]["content"]["application/json"]["example"]
    sent = {**example, "page": example["page"].replace("https:", "http:")}
    assert client.post(COMMENTS, json=sent).status_code == 202


def test_it_is_served(client):
    answer = client.get("/v1/openapi.json")
    assert answer.json["openapi"] == "3.1.0"
    assert answer.json["info"]["version"]
    assert answer.json["components"]["schemas"]["Submission"]["additionalProperties"] is False
