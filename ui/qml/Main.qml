import QtQuick

// The whole window. Lengths are those of 1280 x 720, scaled; a wider window has more room.
Rectangle {
    id: root

    required property var cockpit
    readonly property real zoom: Math.min(width / 1280, height / 720)

    color: Theme.background

    Binding {
        target: Theme
        property: "night"
        value: root.cockpit.night
    }

    Binding {
        target: Theme
        property: "brightness"
        value: root.cockpit.brightness
    }

    Binding {
        target: Theme
        property: "motion"
        value: root.cockpit.motion
    }

    Binding {
        target: Theme
        property: "zoom"
        value: root.zoom
    }

    Cluster {
        id: cluster

        x: Theme.margin + Theme.half
        y: Theme.margin
        width: Theme.u(272)
        height: dock.y - Theme.gap - y
        cockpit: root.cockpit
    }

    Pages {
        anchors.left: cluster.right
        anchors.leftMargin: Theme.margin + Theme.half
        anchors.right: assistant.left
        anchors.rightMargin: Theme.gap
        y: Theme.margin
        height: cluster.height
        cockpit: root.cockpit
    }

    AssistantPanel {
        id: assistant

        x: parent.width - width - Theme.margin
        y: Theme.margin
        width: Theme.u(400)
        height: cluster.height
        cockpit: root.cockpit
    }

    Dock {
        id: dock

        x: Theme.margin
        y: parent.height - height - Theme.margin
        width: parent.width - 2 * Theme.margin
        height: Theme.u(96)
        cockpit: root.cockpit
    }
}
