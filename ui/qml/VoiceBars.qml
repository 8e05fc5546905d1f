import QtQuick

// The voice's level as bars: the middle ones move most.
Row {
    id: bars

    property real level: 0
    readonly property var weights: [0.35, 0.6, 0.85, 1, 0.75, 0.9, 0.5, 0.3]

    height: 32
    spacing: 5

    Repeater {
        model: bars.weights

        Rectangle {
            required property real modelData

            anchors.verticalCenter: parent.verticalCenter
            width: 5
            radius: 2.5
            height: 6 + 26 * modelData * Math.max(0, Math.min(1, bars.level))
            color: Theme.accent

            Behavior on height {
                NumberAnimation {
                    duration: Theme.quick
                }
            }
        }
    }
}
