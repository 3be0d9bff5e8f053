"""Where people are, and how a moderator gets in."""

HERE = "http://127.0.0.1:8080"
ON_DEMO = {"site": "demo", "page": f"{HERE}/demo/"}


def sign_in(page, token):
    page.goto("/review/sign-in")
    page.get_by_label("token").fill(token)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", level=1, name="Held").wait_for()
