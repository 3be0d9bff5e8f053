"""What docs/publishers.md promises."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import workers.publishers
from service.domain.signing import sign
from tests.builders import WEBHOOK_SECRET
from workers.page_files import page_file

TEXT = (Path(__file__).parents[3] / "docs/publishers.md").read_text()


@pytest.fixture(name="verify")
def _verify():
    [code] = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    names = {}
    exec(code, names)
    return names["verify"]


def test_the_receiver_of_the_docs_accepts_our_signature_and_no_other(verify):
    body = b'{"type":"comment.publish"}'
    today = int(datetime.now(UTC).timestamp())  # noqa: TID251 - the example looks at the clock itself
    headers = sign(WEBHOOK_SECRET, id="c-1", timestamp=today, body=body)

    assert verify(WEBHOOK_SECRET, headers, body) == "c-1"
    with pytest.raises(ValueError, match="not signed"):
        verify(WEBHOOK_SECRET, headers, body + b" ")
    with pytest.raises(ValueError, match="too old"):
        verify(WEBHOOK_SECRET, sign(WEBHOOK_SECRET, id="c-1", timestamp=today - 400, body=body), body)


def test_the_table_of_files_is_true():
    rows = re.findall(r"^\| `(https?://[^`]+)` \| `([^`]+)` \|$", TEXT, re.MULTILINE)

    assert len(rows) >= 5
    for page, file in rows:
        assert re.fullmatch(re.escape(file).replace("<hash>", "[0-9a-f]{64}"), str(page_file(page)))


def test_every_publisher_has_a_heading():
    modules = {path.stem for path in Path(workers.publishers.__file__).parent.glob("[a-z]*.py")}

    assert modules <= set(re.findall(r"^## (\w+)$", TEXT, re.MULTILINE))
