"""States of every kind that the window has to show well."""

from dataclasses import replace

from ui.state import (
    Assistant,
    Climate,
    ClimateZone,
    Cluster,
    Home,
    HomeDevice,
    Media,
    Opening,
    Snapshot,
    StepLine,
)

SEATS = ("row1.driver", "row1.passenger", "row2.left", "row2.right")


def openings(
    windows: tuple[float | None, ...] = (0, 0, 0, 0),
    doors: tuple[float | None, ...] = (0, 0, 0, 0),
    locked: tuple[bool | None, ...] = (False, False, False, False),
    lids: tuple[float, float, float] = (0, 0, 0),
) -> tuple[Opening, ...]:
    frunk, sunroof, trunk = lids
    return (
        *(Opening(f"window.{s}", s, "window", w) for s, w in zip(SEATS, windows, strict=True)),
        *(Opening(f"door.{s}", s, "door", d, k) for s, d, k in zip(SEATS, doors, locked, strict=True)),
        Opening("frunk", "frunk", "frunk", frunk),
        Opening("sunroof", "sunroof", "sunroof", sunroof),
        Opening("trunk", "trunk", "trunk", trunk),
    )


HOME = Home(
    "Lake house",
    True,
    (
        HomeDevice("light.kitchen", "Kitchen lights", "Kitchen", "light", True),
        HomeDevice("light.bed", "Bed light", "Bedroom", "light", False),
        HomeDevice("scene.evening", "Evening", "", "scene"),
        HomeDevice("switch.porch", "Porch heater", "Porch", "switch", None),
    ),
)

IDLE = Snapshot(
    clock="14:05",
    cluster=Cluster(0.0, "P", 60, 284, 0.6, 14),
    climate=Climate(tuple(ClimateZone(s, 21.0, 40, 0) for s in SEATS), True, False, False, False),
    openings=openings(),
    media=Media(30, "FM", False),
    home=HOME,
)

LISTENING = replace(
    IDLE,
    voice_level=0.7,
    assistant=Assistant(
        "listening",
        partial="set the temperature to twenty two degrees and open my window halfway and then turn on",
    ),
)

ACTING = replace(
    IDLE,
    cluster=Cluster(48.4, "D", 58, 271, 14.2, 14),
    openings=openings((50, 0, 0, 0)),
    assistant=Assistant(
        "acting",
        heard="Set the temperature to 22 degrees, open my window halfway and open the driver's door",
        steps=(
            StepLine("Driver temperature to 22 °C", "done"),
            StepLine("Driver window to 50 %", "pending"),
            StepLine("Open the driver's door", "denied"),
        ),
        reply="22 °C on your side. I can't open the door while we are moving.",
    ),
)

ASKING = replace(
    IDLE,
    openings=openings((0, 100, 0, 30), (100, 0, 0, 100), (True, False, True, True), (100, -100, 100)),
    assistant=Assistant(
        heard="open the front door at home",
        steps=(StepLine("Unlock the front door", "asked"),),
        reply="Shall I unlock the front door?",
        asks=True,
    ),
)

WARNING = replace(
    IDLE,
    cluster=Cluster(
        132,
        "D",
        8,
        31,
        96,
        -14,
        (
            "Front left tyre pressure is low: 1.8 bar",
            "Battery is below 10 %. The nearest charger is 6 km away, on the right.",
            "Washer fluid is low",
        ),
    ),
    assistant=Assistant(
        "speaking",
        heard="how far can I drive",
        reply="31 km. The battery is at 8 %.",
        notice="No language model is installed: run cockpit models install.",
    ),
)

UNKNOWN = Snapshot(
    assistant=Assistant("off", microphone=False, notice="No microphone: plug one in, or type.")
)

LONG = replace(
    IDLE,
    page="home",
    home=Home(
        "The house with the extraordinarily long name at the lake",
        True,
        tuple(
            HomeDevice(f"light.{n}", name, "Grandmother's second living room upstairs", "light", bool(n % 2))
            for n, name in enumerate(
                (
                    "Ceiling lamp over the extraordinarily long table",
                    "Treppenhausbeleuchtungsschalter",
                    "A",
                )
                * 6
            )
        ),
    ),
    assistant=Assistant(
        heard="turn on everything in grandmother's second living room upstairs please",
        steps=tuple(
            StepLine(f"Turn on the ceiling lamp number {n} over the long dining table", "failed")
            for n in range(6)
        ),
        reply="None of the lamps answered, so I could not confirm that any of them is on.",
        asks=True,
        notice="The speech model is missing: run cockpit models install. Until then type what you want.",
    ),
)

CLIMATE = replace(
    IDLE,
    page="climate",
    climate=Climate(
        (
            ClimateZone(SEATS[0], 22.5, 60, 67),
            ClimateZone(SEATS[1], 19, 100, 0),
            ClimateZone(SEATS[2], 21, 20, -33),
            ClimateZone(SEATS[3]),
        ),
        True,
        True,
        False,
        None,
    ),
)

CHINESE = replace(
    ACTING,
    language="zh",
    cluster=replace(
        ACTING.cluster, warnings=("左前胎压低：1.8 bar", "电量低，最近的充电站在 6 公里外，请尽快充电。")
    ),
    home=Home("湖边小屋", True, (HomeDevice("light.kitchen", "厨房灯", "厨房", "light", True),)),
    assistant=Assistant(
        "acting",
        heard="把温度调到22度，再把我的车窗打开一半，然后打开主驾车门",
        steps=(
            StepLine("主驾温度调到 22 °C", "done"),
            StepLine("主驾车窗打开到 50 %", "pending"),
            StepLine("打开主驾车门", "denied"),
        ),
        reply="主驾已调到 22 °C。行驶中不能打开车门。",
        notice="没有语言模型：请运行 cockpit models install。",
    ),
)

ONE_WARNING = replace(
    WARNING,
    language="zh",
    cluster=replace(
        WARNING.cluster, warnings=("电池温度过高，请尽快在安全的地方停车，离开车辆并联系服务人员。",)
    ),
)
TWO_WARNINGS = replace(
    WARNING, cluster=replace(WARNING.cluster, warnings=WARNING.cluster.warnings[1::-1]), media=Media(100)
)

UNPAIRED = replace(IDLE, page="home", home=Home())
UNREACHABLE = replace(IDLE, page="home", home=replace(HOME, reachable=False))

SCENES = {
    "idle": IDLE,
    "listening": LISTENING,
    "acting": ACTING,
    "asking": ASKING,
    "warning": WARNING,
    "one warning": ONE_WARNING,
    "two warnings": TWO_WARNINGS,
    "unknown": UNKNOWN,
    "long": LONG,
    "climate": CLIMATE,
    "chinese": CHINESE,
    "unpaired": UNPAIRED,
    "unreachable": UNREACHABLE,
}
