def test_a_look_at_what_waits(shell):
    shell.type("migrate")

    answer = shell.type("sweep", "--once")

    assert answer.exit_code == 0
    assert answer.stdout.splitlines()[-1] == (
        "0 comments and 0 questions wait for the judge; deliveries are due at 0 hosts."
    )
