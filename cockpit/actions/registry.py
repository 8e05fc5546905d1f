"""Every action, by its name. The one list that grammar, policy, schema and documentation are made from."""

from collections.abc import Mapping
from types import MappingProxyType

from cockpit.actions import (
    climate,
    dialogue,
    doors,
    drive,
    home,
    lights,
    media,
    navigation,
    screen,
    seats,
    vehicle,
    windows,
)
from cockpit.actions.action import Action
from cockpit.actions.control import Control

MODULES = (climate, windows, seats, lights, doors, drive, media, navigation, screen, home, vehicle, dialogue)

REGISTRY: Mapping[str, Action] = MappingProxyType(
    {action.action: action for module in MODULES for action in module.ACTIONS}
)
CONTROLS: Mapping[str, Control] = MappingProxyType(
    {name: action for name, action in REGISTRY.items() if isinstance(action, Control)}
)
