from service.supervise.backoff import Backoff


def test_the_pause_doubles_up_to_five_seconds():
    backoff = Backoff()
    assert [backoff.pause_after(0.0) for _ in range(8)] == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0]


def test_ten_healthy_seconds_forget_the_past():
    backoff = Backoff()
    backoff.pause_after(0.0)
    backoff.pause_after(0.0)
    assert backoff.pause_after(10.0) == 0.1
    assert backoff.pause_after(9.9) == 0.2


def test_a_process_that_ends_for_years_still_gets_a_pause():
    backoff = Backoff()
    assert [backoff.pause_after(0.0) for _ in range(5000)][-1] == 5.0
