pragma Singleton

import QtQuick

// Colours, sizes and times. Copper is the one accent; by night every colour is warm (little blue) and
// nothing is white. Brightness darkens the colours themselves, so it costs nothing per frame.
QtObject {
    id: theme

    property bool night: false
    property real brightness: 80
    property bool motion: true
    property real zoom: 1

    readonly property real light: 0.6 + 0.4 * Math.pow(Math.max(0, Math.min(100, brightness)) / 100, 0.35)

    readonly property color background: lit(night ? "#110e0b" : "#ece8e1")
    readonly property color surface: lit(night ? "#1b1713" : "#fcfaf7")
    readonly property color raised: lit(night ? "#2a241d" : "#f1ece4")
    readonly property color resting: lit(night ? "#211b16" : "#f7f4ee")
    readonly property color pressed: lit(night ? "#3a3228" : "#e2d9cb")
    readonly property color line: lit(night ? "#332c24" : "#ddd6ca")
    readonly property color text: lit(night ? "#d9cbb6" : "#211d19")
    readonly property color soft: lit(night ? "#9a8c79" : "#6a6158")
    readonly property color faint: lit(night ? "#5a5043" : "#b3a999")
    readonly property color accent: lit(night ? "#d28f52" : "#b4531f")
    readonly property color accentInk: lit(night ? "#1a120a" : "#fff8f0")
    readonly property color accentWash: lit(night ? "#35271a" : "#f8e3d5")
    readonly property color good: lit(night ? "#9aa866" : "#47753f")
    readonly property color bad: lit(night ? "#cc6a52" : "#ad3325")
    readonly property color badWash: lit(night ? "#361c15" : "#f5dcd5")
    readonly property color body: lit(night ? "#4a4136" : "#d3ccc1")
    readonly property color bodyEdge: lit(night ? "#6b5f50" : "#a89e90")
    readonly property color glass: lit(night ? "#1d1914" : "#4b4a49")
    readonly property color lamp: lit(night ? "#d28f52" : "#fffdf6")
    readonly property color tyre: lit(night ? "#0a0806" : "#3a3733")

    readonly property int margin: u(24)
    readonly property int gap: u(16)
    readonly property int half: u(8)
    readonly property int radius: u(20)
    readonly property int cardRadius: u(28)
    readonly property int touch: u(64)

    readonly property int caption: u(15)
    readonly property int small: u(17)
    readonly property int normal: u(19)
    readonly property int large: u(23)
    readonly property int number: u(28)
    readonly property int huge: u(132)

    readonly property int quick: motion ? 120 : 0
    readonly property int calm: motion ? 260 : 0

    function lit(colour: color): color {
        return Qt.rgba(colour.r * light, colour.g * light, colour.b * light, colour.a);
    }

    // A length drawn for 1280 x 720 in whole pixels of this window. Scaling the items instead would
    // leave round corners ragged: the software renderer stretches pictures of them.
    function u(length: real): int {
        return Math.round(length * zoom);
    }

    // A number as text with a true minus and no minus zero; a dash when it is unknown.
    function figure(value: var, decimals: int): string {
        if (value === null || value === undefined)
            return "–";
        return value.toFixed(decimals).replace(/^-(?=[0.]*$)/, "").replace("-", "−");
    }
}
