def configured(shell, publisher):
    config = shell.home / "rejoinder.toml"
    before, _, after = config.read_text().partition(
        '[sites.demo.publisher]\nkind = "static_site"\ndirectory = "published"\n'
    )
    assert after
    config.write_text(before + publisher + after)


def test_a_publisher_that_works(shell):
    answer = shell.type("publisher", "test", "demo")

    assert (answer.exit_code, answer.output) == (0, "All is well: static_site can publish the comments of demo.\n")


def test_a_publisher_that_does_not_work_says_what_to_do(shell):
    (shell.home / "published").write_text("a file where a folder should be")

    answer = shell.type("publisher", "test", "demo")

    assert answer.exit_code == 1
    assert "Cannot write below" in answer.output


def test_a_site_without_a_publisher_and_no_such_site(shell):
    configured(shell, "")
    answer = shell.type("publisher", "test", "demo")
    assert answer.exit_code == 0
    assert "/v1/sites/demo/threads" in answer.output

    unknown = shell.type("publisher", "test", "nonsense")
    assert unknown.exit_code == 2
    assert "known: demo" in unknown.output


def test_a_host_that_has_lost_everything_is_published_to_again(shell):
    shell.type("migrate")
    answer = shell.type("publisher", "republish", "demo")
    assert (answer.exit_code, answer.output) == (0, "0 comments of demo will be published again.\n")

    unknown = shell.type("publisher", "republish", "nonsense")
    assert unknown.exit_code == 2
    assert "known: demo" in unknown.output
