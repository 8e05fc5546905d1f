import QtQuick

// A door leaf, hidden in the body until it swings out around its front edge.
Item {
    id: leaf

    required property var door
    required property int side

    width: 8
    height: 78
    visible: swing.angle !== 0
    transform: Rotation {
        id: swing

        origin.x: 4
        origin.y: 2
        angle: (leaf.door.open_percent ?? 0) > 0 ? leaf.side * 38 : 0

        Behavior on angle {
            NumberAnimation {
                duration: Theme.calm
                easing.type: Easing.OutCubic
            }
        }
    }

    Rectangle {
        width: parent.width
        height: parent.height
        radius: 4
        antialiasing: true
        color: Theme.accent
    }
}
