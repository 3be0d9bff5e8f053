"""Uses the forms of a page the way a browser without scripts does."""

from html.parser import HTMLParser
from urllib.parse import urlsplit


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append({"action": given["action"], "method": given["method"], "fields": {}, "buttons": {}})
        elif self.forms and tag in ("input", "textarea") and "name" in given:
            self.forms[-1]["fields"][given["name"]] = given.get("value", "")
        elif self.forms and tag == "button":
            pressed = given.get("value", "") if "disabled" not in given else None
            self.forms[-1]["buttons"][pressed] = given.get("name")


def forms_of(response):
    parser = _Forms()
    parser.feed(response.text)
    return parser.forms


def submit(client, response, *, to, press="", **typed):
    """Fill in the first form whose action ends with `to`, press its button of that value, and follow the answer."""
    form = next(one for one in forms_of(response) if urlsplit(one["action"]).path.endswith(to))
    button = form["buttons"][press]
    fields = {**form["fields"], **typed, **({button: press} if button else {})}
    return client.post(form["action"], data=fields, follow_redirects=True)
