"""`kabar local`, before it starts anything."""

import pytest


@pytest.mark.parametrize("text", ["", "{}", '[{"name": "a", "url": "http://a.example", "secret": "whsec_x"}]', b"\xff"])
def test_a_list_of_webhooks_that_is_none(desk, text):
    done = desk.run("local", "--webhooks", desk.write("webhooks.json", text))
    assert (done.exit_code, "is no list of webhooks" in done.stderr, "whsec" in done.stderr) == (1, True, False)
