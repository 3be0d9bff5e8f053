from benchmarks.speed.fsyncs import in_summary

SUMMARY = """\
% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
 93.33    0.014000          35       400           fdatasync
  6.67    0.001000          50        20         2 fsync
------ ----------- ----------- --------- --------- ----------------
100.00    0.015000          35       420         2 total
"""


def test_all_kinds_of_flushes_are_counted_and_the_total_is_not():
    assert in_summary(SUMMARY) == 420


def test_nothing_was_flushed_where_nothing_was_traced():
    assert in_summary("") == 0
