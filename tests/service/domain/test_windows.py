import pytest

from service.domain.windows import Window, windows


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("20 per minute", Window(most=20, seconds=60)),
        ("20/minute", Window(most=20, seconds=60)),
        ("1 per second", Window(most=1, seconds=1)),
        ("5 per 10 minutes", Window(most=5, seconds=600)),
        ("3 Per Hour", Window(most=3, seconds=3600)),
        ("7 per 2 days", Window(most=7, seconds=172_800)),
    ],
)
def test_a_window_is_written_as_people_say_it(written, meant):
    assert windows(written) == (meant,)


@pytest.mark.parametrize("separator", ["; ", ";", ", "])
def test_there_may_be_several(separator):
    assert windows(f"20 per minute{separator}200 per hour") == (
        Window(most=20, seconds=60),
        Window(most=200, seconds=3600),
    )


@pytest.mark.parametrize(
    "written",
    ["", "20", "20 per minuet", "per minute", "-1 per minute", "0 per minute", "20 per minute;", "1 per 0 days"],
)
def test_what_means_nothing_is_refused(written):
    with pytest.raises(ValueError, match=r"is not like|never allows"):
        windows(written)


def test_what_a_window_says_of_itself_means_the_same():
    assert windows(str(Window(most=20, seconds=60))) == (Window(most=20, seconds=60),)
