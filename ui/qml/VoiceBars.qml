pragma ComponentBehavior: Bound

import QtQuick

// The voice's level as bars: the middle ones move most.
Row {
    id: bars

    property real level: 0
    readonly property var weights: [0.35, 0.6, 0.85, 1, 0.75, 0.9, 0.5, 0.3]

    height: Theme.u(32)
    spacing: Theme.u(5)

    Repeater {
        model: bars.weights

        Rectangle {
            required property real modelData

            anchors.verticalCenter: parent.verticalCenter
            width: Theme.u(5)
            radius: Theme.u(2.5)
            height: Theme.u(6) + Theme.u(26) * modelData * Math.max(0, Math.min(1, bars.level))
            color: Theme.accent

            Behavior on height {
                NumberAnimation {
                    duration: Theme.quick
                }
            }
        }
    }
}
