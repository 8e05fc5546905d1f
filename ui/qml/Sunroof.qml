import QtQuick
import QtQuick.Shapes

// The glass in the roof; it slides back as it opens and is outlined when it is not shut.
Shape {
    id: hole

    required property var roof
    readonly property real travel: roof.open_percent ?? 0
    readonly property real front: 182 + 0.84 * Math.max(0, travel)

    width: 200
    height: 400

    ShapePath {
        fillColor: Theme.raised
        strokeColor: hole.travel !== 0 ? Theme.accent : "transparent"
        strokeWidth: 2.5

        PathSvg {
            path: "M76 182H124Q138 182 138 196V280Q138 294 124 294H76Q62 294 62 280V196Q62 182 76 182Z"
        }
    }

    ShapePath {
        fillColor: Theme.glass
        strokeColor: "transparent"

        PathSvg {
            path: `M74 ${hole.front}H126Q138 ${hole.front} 138 ${hole.front + 12}V282Q138 294 126 294H74Q62 294 62 282V${hole.front + 12}Q62 ${hole.front} 74 ${hole.front}Z`
        }
    }
}
