"""Pages for readers whose form cannot be taken, and who cannot mend it by typing."""

from flask import Response

from service.http.pages import html

_PAGE = frozenset({"#/page", "?page"})
# What no reader can have caused: a foreign origin, a site that is not there, another way to encode the form.
_OF_THE_OWNER = frozenset({403, 404, 415})


def as_page(problem: Response) -> Response:
    """A problem as a page; if it is the form's own fault, it asks to tell the owner of the site."""
    told = problem.get_json()
    about_page = [one["detail"] for one in told["errors"] if one["pointer"] in _PAGE]
    details = [*about_page, *(one["detail"] for one in told["errors"]), told["detail"]]
    page = html(
        "form_error.html",
        status=problem.status_code,
        title=told["title"],
        detail=details[0],
        for_owner=bool(about_page) or problem.status_code in _OF_THE_OWNER,
    )
    if "Retry-After" in problem.headers:
        page.headers["Retry-After"] = problem.headers["Retry-After"]
    return page
