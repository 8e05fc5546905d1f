"""Addresses as people type them and as they are announced."""

import pytest

from cockpit.errors import BadInput
from cockpit.links import address


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("192.168.1.10", "http://192.168.1.10:8123"),
        (" homeassistant.local ", "http://homeassistant.local:8123"),
        ("homeassistant:80", "http://homeassistant"),
        ("https://ha.example.org", "https://ha.example.org"),
        ("http://192.168.1.10:8123/lovelace/0?x#y", "http://192.168.1.10:8123"),
        ("::1", "http://[::1]:8123"),
        ("[fd00::2]:99", "http://[fd00::2]:99"),
    ],
)
def test_what_people_type(typed: str, url: str) -> None:
    assert address.parse(typed) == url


@pytest.mark.parametrize(
    "typed", ["", "a b", "http://", "ftp://x", "http://user:word@host", "h:99999", "h:abc", "\x1b[31m"]
)
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(BadInput) as error:
        address.parse(typed)
    assert error.value.mend
    assert "\x1b" not in str(error.value)


@pytest.mark.parametrize(
    ("announced", "url"),
    [
        ("http://192.168.1.10:8123", "http://192.168.1.10:8123"),
        ("http://homeassistant.local:8123", "http://homeassistant.local:8123"),
        ("http://example.org:8123", None),
        ("http://8.8.8.8:8123", None),
        ("javascript:alert(1)", None),
    ],
)
def test_an_announcement_can_only_point_into_the_home(announced: str, url: str | None) -> None:
    assert address.local(announced) == url
