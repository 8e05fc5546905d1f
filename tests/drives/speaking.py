"""How a test has a sentence spoken into a file."""

from collections.abc import Callable
from pathlib import Path

Record = Callable[[str, Path], None]
"""Text, and the WAV file to write."""
