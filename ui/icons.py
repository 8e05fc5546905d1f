"""Our own line drawings, painted once for each colour and size that the window asks for."""

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

_RING = "M20 12a8 8 0 1 1-16 0a8 8 0 1 1 16 0"
_MICROPHONE = "M12 3.5a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3zM6 11.5a6 6 0 0 0 12 0M12 17.5v3.5"
_LOCK = "M7.5 11h9a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2z"

PATHS = {
    "mic": _MICROPHONE,
    "mic_off": _MICROPHONE + "M4.5 4L19.5 20",
    "stop": "M8 8h8v8h-8z",
    "send": "M5 12h13.5M13 6.5l5.5 5.5-5.5 5.5",
    "plus": "M12 6v12M6 12h12",
    "minus": "M6 12h12",
    "done": "M5.5 12.5l4.5 4.5l8.5-9.5",
    "pending": "M12 4a8 8 0 1 1-8 8",
    "asked": _RING + "M9.7 9.8a2.4 2.4 0 1 1 3.6 2.1c-.9.5-1.3 1-1.3 1.9M12 16.3v.1",
    "denied": _RING + "M6.5 6.5l11 11",
    "failed": "M7 7l10 10M17 7l-10 10",
    "unavailable": _RING + "M8.5 12h7",
    "info": _RING + "M12 11.3v4.4M12 8.2v.1",
    "warning": "M12 4.5L21 19.5H3zM12 10v4.3M12 16.8v.1",
    "lock": _LOCK + "M8.5 11v-2.5a3.5 3.5 0 0 1 7 0v2.5",
    "unlock": _LOCK + "M8.5 11v-4a3.5 3.5 0 0 1 6.7-1.4",
    "light": "M9.5 17h5M10.3 20h3.4M9.5 17c0-2.2-3.2-3-3.2-7a5.7 5.7 0 0 1 11.4 0c0 4-3.2 4.8-3.2 7",
    "switch": "M12 4v7.5M7.6 7a7 7 0 1 0 8.8 0",
    "scene": (
        "M11 5c.7 4.3 2.4 6 7 7c-4.6 1-6.3 2.7-7 7c-.7-4.3-2.4-6-7-7c4.6-1 6.3-2.7 7-7zM18.5 4v4M16.5 6h4"
    ),
    "home": "M3.5 12L12 4.5l8.5 7.5M6 10v9.5h12V10",
    "car": (
        "M4.5 17v-4.5l2.3-5.5a1.5 1.5 0 0 1 1.4-1h7.6a1.5 1.5 0 0 1 1.4 1l2.3 5.5v4.5z"
        "M4.5 12.5h15M7 17v2M17 17v2"
    ),
    "climate": "M10 14.2V6a2 2 0 0 1 4 0v8.2a3.8 3.8 0 1 1-4 0zM12 9.5v7",
    "fan": (
        "M12 12c-2.8-2-3.3-6.8 0-7.8c2.7.6 2.6 4.8 0 7.8c2-2.8 6.8-3.3 7.8 0c-.6 2.7-4.8 2.6-7.8 0"
        "c2.8 2 3.3 6.8 0 7.8c-2.7-.6-2.6-4.8 0-7.8c-2 2.8-6.8 3.3-7.8 0c.6-2.7 4.8-2.6 7.8 0z"
    ),
    "ac": "M12 3.5v17M4.64 7.750l14.72 8.5M19.36 7.750L4.64 16.250M9.8 5l2.2 2l2.2-2M9.8 19l2.2-2l2.2 2",
    "front_defrost": (
        "M3 8.5C8 4.8 16 4.8 21 8.5L18.2 14.5C14.2 12.3 9.8 12.3 5.8 14.5z"
        "M8 21c-1.4-1.3 1-2.2 0-3.8M12 21c-1.4-1.3 1-2.2 0-3.8M16 21c-1.4-1.3 1-2.2 0-3.8"
    ),
    "rear_defrost": (
        "M6 5h12a2 2 0 0 1 2 2v5.5a2 2 0 0 1-2 2h-12a2 2 0 0 1-2-2v-5.5a2 2 0 0 1 2-2z"
        "M8 21c-1.4-1.3 1-2.2 0-3.8M12 21c-1.4-1.3 1-2.2 0-3.8M16 21c-1.4-1.3 1-2.2 0-3.8"
    ),
    "recirculation": "M18 9.5H8.5a4 4 0 0 0 0 8H17M15 6.5l3 3l-3 3",
    "seat_heating": (
        "M7 4l2.3 10h6.2a2 2 0 0 1 2 2v2M7 4l-1.5.5l2.6 11.5a2 2 0 0 0 2 1.6h7.4"
        "M13 11.5c-1.2-1.3.9-2.5 0-4M17 11.5c-1.2-1.3.9-2.5 0-4"
    ),
    "volume": "M4.5 9.8v4.4h3.3l4.2 3.6V6.2l-4.2 3.6zM15.3 9.3a4 4 0 0 1 0 5.4M17.8 6.8a7.6 7.6 0 0 1 0 10.4",
    "trunk": (
        "M3.5 16.5v-4l4-1l3.5-4h4.5M15.5 7.5l5-4M15.5 11.5h4.5a1.5 1.5 0 0 1 1.5 1.5v3.5zM7 19h.1M17.5 19h.1"
    ),
    "frunk": (
        "M20.5 16.5v-4l-4-1l-3.5-4h-4.5M8.5 11.5l-5.5-5"
        "M8.5 11.5h-4.5a1.5 1.5 0 0 0-1.5 1.5v3.5zM17 19h-.1M6.5 19h-.1"
    ),
    "sunroof": "M4 17c.5-6 2-9 4-9.5h8c2 .5 3.5 3.5 4 9.5M8.5 11h7M7.5 14h9",
    "bolt": "M13 3.5L6.5 13.5h4.7L10.5 20.5L17.5 10h-4.8z",
}
"""SVG path data on a 24 x 24 grid, stroked with round ends."""


class Icons(QQuickImageProvider):
    """Answers image://icons/NAME/RRGGBB/STROKE; the size is the Image's sourceSize."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N802, N803
        name, colour, stroke = id.split("/")
        side = max(1, requestedSize.width())
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
            f'<path d="{PATHS[name]}" fill="none" stroke="#{colour}" stroke-width="{stroke}" '
            'stroke-linecap="round" stroke-linejoin="round"/></svg>'
        )
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        QSvgRenderer(QByteArray(svg.encode())).render(painter)
        painter.end()
        return image
