import pytest

from service.http.code_marks import coded


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Send `page`.", "Send <code>page</code>."),
        ("`a` and `b`", "<code>a</code> and <code>b</code>"),
        ("one ` alone", "one ` alone"),
        ("``", "``"),
        ("`<b>` & <i>", "<code>&lt;b&gt;</code> &amp; &lt;i&gt;"),
        ("", ""),
    ],
)
def test_what_stands_between_backticks_is_code_and_all_is_escaped(text, html):
    assert coded(text) == html
