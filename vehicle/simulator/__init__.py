"""A car that is not there: it answers a profile's command frames and reports its own state.

It is reached by the bus alone. What it does is data: the car's database and mapping say which
command goes with which status, `simulator.toml` in the car's folder says how it starts and moves.
"""

from vehicle.simulator.body import Misbehaviour
from vehicle.simulator.simulator import Simulator, simulated_car

__all__ = ["Misbehaviour", "Simulator", "simulated_car"]
