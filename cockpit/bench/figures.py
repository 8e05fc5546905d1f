"""Every figure that `cockpit bench` takes, stage by stage, with the limits that the product has to keep."""

from cockpit.bench.figure import Figure

FIGURES = (
    Figure("sentence → plan, English, p50", "understand", "ms"),
    Figure("sentence → plan, English, p95", "understand", "ms", 5),
    Figure("sentence → plan, English, p99", "understand", "ms"),
    Figure("words without sense → answer, English, p99", "understand", "ms", 50),
    Figure("sentence → plan, Chinese, p50", "understand", "ms"),
    Figure("sentence → plan, Chinese, p95", "understand", "ms", 5),
    Figure("sentence → plan, Chinese, p99", "understand", "ms"),
    Figure("words without sense → answer, Chinese, p99", "understand", "ms", 50),
    Figure("grammars built", "understand", "s", 1),
    Figure("Home Assistant's sentence → meaning, p50", "agent", "ms", optional=True),
    Figure("Home Assistant's sentence → meaning, p95", "agent", "ms", optional=True),
    Figure("recogniser, of real time", "recognise", "s/s"),
    Figure("last sample → final text, p95", "recognise", "ms"),
    Figure("waiting for speech, of one core", "recognise", "%", 10),
    Figure("command → frame, p50", "act", "ms"),
    Figure("command → frame, p95", "act", "ms"),
    Figure("command → confirming reading, p50", "act", "ms"),
    Figure("command → confirming reading, p95", "act", "ms"),
    Figure("end of speech → CAN frame, p50", "turn", "ms"),
    Figure("end of speech → CAN frame, p95", "turn", "ms", 250),
    Figure("end of speech → first reply sound, p50", "turn", "ms"),
    Figure("end of speech → first reply sound, p95", "turn", "ms", 450),
    Figure("last spoken sound → CAN frame, p95", "turn", "ms"),
    Figure("last spoken sound → first reply sound, p95", "turn", "ms"),
    Figure("text → first sound, p50", "speak", "ms"),
    Figure("text → first sound, p95", "speak", "ms"),
    Figure("voice, of real time", "speak", "s/s"),
    Figure("frames in memory → store", "vehicle", "frames/s", 1.5, "at least", of_ratio=True),
    Figure("log file → store", "vehicle", "frames/s", 0.8, "at least", of_ratio=True),
    Figure("log file → replay", "vehicle", "frames/s"),
    Figure("lost of 20,000 frames/s", "vehicle", "frames", 0),
    Figure("live at 20,000 frames/s, of one core", "vehicle", "%"),
    Figure("process start → first frame", "window", "s", 2),
    Figure("process start → readings shown", "window", "s"),
    Figure("frame, p50", "window", "ms"),
    Figure("frame, p99", "window", "ms", 16.7),
    Figure("snapshot → frame, p50", "window", "ms"),
    Figure("snapshot → frame, p99", "window", "ms", 16.7),
    Figure("process start → listening", "listening", "s", 5),
    Figure("resident with all engines loaded", "memory", "MB", 700),
    Figure("say --batch, 20 lines", "batch", "s", only="quick"),
    Figure("say --batch, 200 lines", "batch", "s", 30, only="full"),
    Figure("language model loaded", "talk", "s"),
    Figure("question → first token, p50", "talk", "ms"),
    Figure("question → first sentence, p50", "talk", "ms"),
    Figure("tokens", "talk", "tokens/s"),
)

STAGES = tuple(dict.fromkeys(figure.stage for figure in FIGURES))


def figures_of(stage: str, *, quick: bool) -> tuple[Figure, ...]:
    left_out = "full" if quick else "quick"
    return tuple(figure for figure in FIGURES if figure.stage == stage and figure.only != left_out)
