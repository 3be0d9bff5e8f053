import pytest

from benchmarks.markdown import number, table


def test_a_table_has_a_head_and_rows():
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (12_345.6, "12,346"),
        (100, "100"),
        (12.34, "12.3"),
        (1.234, "1.23"),
        (0.225, "0.23"),
        (0.0123, "0.012"),
        (0.000073, "0.000073"),
        (0, "0.00"),
    ],
)
def test_a_number_has_the_digits_that_count(value, told):
    assert number(value) == told
