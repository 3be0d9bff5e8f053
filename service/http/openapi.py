"""The API's description (OpenAPI 3.1), made from the schemas that requests are read by."""

import json
from functools import cache
from importlib.metadata import version
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Blueprint, Response

from service.http import api_schemas, openapi_paths, review_schemas, schemas

blueprint = Blueprint("openapi", __name__)

# What others hold comes first: apispec registers it by itself otherwise, and refuses it then.
_SCHEMAS = {
    "ReviewDelivery": review_schemas.ReviewDelivery,
    "Submission": schemas.SubmissionSchema,
    "SubmissionForm": schemas.FormSchema,
    "Decision": schemas.DecisionSchema,
    "Judgement": schemas.JudgementSchema,
    "Problem": api_schemas.Problem,
    "Accepted": api_schemas.Accepted,
    "Thread": api_schemas.PublishedThread,
    "CampaignOfComment": review_schemas.CampaignOfComment,
    "Campaign": review_schemas.Campaign,
    "CampaignDecided": review_schemas.CampaignDecided,
    "ReviewQueue": review_schemas.ReviewQueue,
    "ReviewCommentDetail": review_schemas.ReviewCommentDetail,
    "DeliveryList": review_schemas.DeliveryList,
    "ShadowReport": review_schemas.ShadowReport,
}
_ABOUT = """Comments under your articles: kept, checked, published. Errors are problem details (RFC 9457).

Lists give `next`: send it back as `cursor` for the rest. Times are ISO 8601 in UTC."""


@blueprint.get("/v1/openapi.json")
def show() -> Response:
    """The description."""
    return Response(text(), mimetype="application/json", headers={"Cache-Control": "public, max-age=300"})


@cache
def text() -> str:
    """The description as JSON."""
    return json.dumps(description(), indent=2, ensure_ascii=False)


def description() -> dict[str, Any]:
    """The description as an object."""
    spec = APISpec(
        title="Rejoinder",
        version=version("rejoinder"),
        openapi_version="3.1.0",
        info={"description": _ABOUT},
        plugins=[MarshmallowPlugin(schema_name_resolver=_name)],
    )
    spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    for name, schema in _SCHEMAS.items():
        spec.components.schema(name, schema=schema)
    for path, operations in openapi_paths.paths().items():
        spec.path(path=path, operations=operations)
    return spec.to_dict()


def _name(schema: Any) -> str:
    kind = schema if isinstance(schema, type) else type(schema)
    return str(kind.__name__).removesuffix("Schema")
