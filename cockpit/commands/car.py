"""`cockpit car`: the car profiles that are there, and what is wrong with one."""

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from cockpit.commands.options import add_common

if TYPE_CHECKING:
    from vehicle.profile import Profile

EPILOG = """examples:
  cockpit car list
  cockpit car check my-car/        a folder with profile.toml, databases and a mapping
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "car",
        help="car profiles: list, check",
        description=__doc__,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    kinds = parser.add_subparsers(title="what to do", metavar="list|check", required=True)
    listed = kinds.add_parser("list", help="the cars that come with the cockpit", epilog=EPILOG)
    add_common(listed)
    listed.set_defaults(run=run_list)
    checked = kinds.add_parser("check", help="say what is wrong with a profile", epilog=EPILOG)
    add_common(checked)
    checked.add_argument("car", metavar="FOLDER", help="a profile's folder, or the name of a car of ours")
    checked.set_defaults(run=run_check)


def run_list(args: argparse.Namespace) -> int:
    from vehicle.profile import car_names, load_profile

    cars = [_facts(load_profile(name)) for name in car_names()]
    if args.json:
        sys.stdout.write(json.dumps({"cars": cars}, ensure_ascii=False) + "\n")
    else:
        for car in cars:
            sys.stdout.write(_line(car))
    return 0


def run_check(args: argparse.Namespace) -> int:
    """Exit 0 for a profile that can be used; what is wrong with another is raised as ProfileError."""
    from vehicle.profile import load_profile
    from vehicle.simulator.nature import FILE
    from vehicle.simulator.state import fresh_state

    profile = load_profile(args.car)
    if (profile.folder / FILE).is_file():
        fresh_state(profile)
    car = _facts(profile)
    if args.json:
        sys.stdout.write(json.dumps(car, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(f"In order: {_line(car)}")
    return 0


def _facts(profile: "Profile") -> dict[str, Any]:
    """`reads` and `writes` are numbers of VSS paths."""
    return {
        "name": profile.name,
        "title": profile.title,
        "channels": list(profile.channels),
        "messages": sum(len(database.messages) for database in profile.databases.values()),
        "reads": len({link.path for link in profile.reads}),
        "writes": len(profile.writes),
    }


def _line(car: dict[str, Any]) -> str:
    return (
        f"{car['name']} ({car['title']}): {car['messages']} messages on {', '.join(car['channels'])}, "
        f"{car['reads']} signals read, {car['writes']} written\n"
    )
