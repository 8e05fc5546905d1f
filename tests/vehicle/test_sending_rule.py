"""Only the gate and the simulator may send: nothing else in the project has a way to a bus."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
SENDERS = {"vehicle/gate.py", "vehicle/simulator/simulator.py"}
CAN_SENDS = {"send", "send_periodic"}


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _sends(file: Path) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr in CAN_SENDS for node in ast.walk(_tree(file)))


def _touches_buses(file: Path) -> bool:
    """Whether it uses python-can or opens buses by ours."""
    imported: set[str] = set()
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.Import):
            imported |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported |= {node.module.partition(".")[0], node.module}
    return bool(imported & {"can", "vehicle.bus"})


def test_nothing_else_in_the_vehicle_sends() -> None:
    sending = {str(file.relative_to(ROOT)) for file in (ROOT / "vehicle").rglob("*.py") if _sends(file)}
    assert sending == SENDERS


def test_who_opens_a_bus_elsewhere_only_hands_it_over() -> None:
    for room in ("cockpit", "voice", "ui"):
        for file in (ROOT / room).rglob("*.py"):
            if file.is_relative_to(ROOT / "cockpit/bench"):
                continue  # a bench loads virtual buses of its own with frames
            assert not (_touches_buses(file) and _sends(file)), file
