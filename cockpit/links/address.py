"""Where a hub is: the addresses that people type, and those that are announced, as one form of URL."""

import ipaddress
import re

from yarl import URL

from cockpit.errors import BadInput

PORT = 8123
"""Home Assistant's own."""

_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\.?")
_MEND = "write it as 192.168.1.10, homeassistant.local:8123 or http://192.168.1.10:8123"


def parse(text: str) -> str:
    """`scheme://host:port` from a host, host:port or http(s) URL; a path is left off.

    Raises BadInput for anything else, also for a URL with a user name in it.
    """
    typed = text.strip()
    if re.fullmatch(r"[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*", typed):
        typed = f"[{typed}]"  # a bare IPv6 address
    try:
        url = URL(typed if "://" in typed else f"http://{typed}")
        port = url.explicit_port
    except ValueError as error:
        raise BadInput(f"{text!r} is no address of a hub", _MEND) from error
    if url.scheme not in ("http", "https") or not url.host or url.user or url.password:
        raise BadInput(f"{text!r} is no address of a hub", _MEND)
    if not _is_ip(url.host) and not _HOST.fullmatch(url.host):
        raise BadInput(f"{text!r} is no address of a hub", _MEND)
    if port is None:
        # A URL means its scheme's own port, a bare host means Home Assistant's.
        port = url.port if "://" in typed else PORT
    return str(URL.build(scheme=url.scheme, host=url.host.rstrip("."), port=port)).rstrip("/")


def looks_typed(text: str) -> bool:
    """Whether a word can only be an address and not a hub's id or name."""
    return "://" in text or bool(re.fullmatch(r"\S+[.:]\S+|localhost|\[.*\](:\d+)?", text.strip()))


def local(text: str) -> str | None:
    """An announced URL as `parse` gives it, or None where it does not point into the home.

    An announcement comes from anybody on the network: it may not make the car ask anything of
    the internet.
    """
    try:
        address = parse(text)
    except BadInput:
        return None
    host = URL(address).host or ""
    if _is_ip(host):
        ip = ipaddress.ip_address(host)
        return address if ip.is_private or ip.is_link_local or ip.is_loopback else None
    return address if host.endswith((".local", ".lan", ".home.arpa")) or "." not in host else None


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
