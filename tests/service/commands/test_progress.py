import subprocess
import sys

CODE = "from service.commands._progress import shown; print(list(shown([1, 2], 'Counting')))"


def test_there_is_no_bar_where_nobody_looks():
    ran = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == ("[1, 2]\n", "")


def test_a_person_sees_a_bar_on_standard_error():
    environment = {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "80"}
    ran = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True, env=environment)
    assert ran.stdout == "[1, 2]\n"
    assert "Counting" in ran.stderr
