"""What the cockpit remembers. A fresh one knows two places."""

from collections.abc import Mapping

PLACES: Mapping[str, tuple[float, float]] = {"home": (48.1374, 11.5755), "work": (48.1771, 11.5562)}
"""Latitude and longitude in degrees."""
