"""Where the reader of a form comes from, and where the browser goes afterwards."""

from urllib.parse import urlsplit

from flask import request

from service.domain.site import Site
from service.http.fields import is_web_address

# Where the comments are on a page of ours and on the demo; elsewhere browsers show the top of the page.
FRAGMENT = "#rejoinder"


def page_behind(site: Site) -> str:
    """The page that the browser says it comes from; empty unless that is a whole address on the site."""
    parts = urlsplit(referrer := _referrer(site))
    # To other origins browsers send only their own and a slash, from whatever page it was.
    return referrer if parts.path.strip("/") or parts.query else ""


def way_back(site: Site, page: str, *, return_url: str) -> str:
    """Where to go after `page` got its comment: what the form asks for if the site allows it, else the page."""
    if is_web_address(return_url) and site.may_return_to(return_url):
        return return_url
    # Of a host's post we know only the number. The browser's Referer is a page of the site, or at least its origin.
    known = page or _referrer(site) or site.origins[0]
    return known.partition("#")[0] + FRAGMENT


def _referrer(site: Site) -> str:
    referrer = request.referrer or ""
    return referrer if is_web_address(referrer) and site.owns(referrer) else ""
