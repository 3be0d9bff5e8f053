import os

import pytest

from service.commands._aside import aside
from service.settings import SettingsError


def test_the_work_is_done_in_another_process():
    assert aside(os.getpid) != os.getpid()


def test_what_it_raises_is_raised_here_with_all_that_it_says():
    def work():
        raise SettingsError(["one is wrong", "two is wrong"])

    with pytest.raises(SettingsError, match="one is wrong") as caught:
        aside(work)
    assert caught.value.mistakes == ("one is wrong", "two is wrong")
