import QtQuick

// The glass in the roof; it slides back as it opens and stands out when tilted.
Rectangle {
    id: hole

    required property var roof
    readonly property real travel: roof.open_percent ?? 0

    width: 76
    height: 112
    radius: 14
    color: travel > 0 ? Theme.raised : Theme.glass
    border.width: travel !== 0 ? 2.5 : 0
    border.color: Theme.accent

    Rectangle {
        visible: hole.travel > 0
        anchors.bottom: parent.bottom
        width: parent.width
        height: Math.max(24, parent.height * (1 - hole.travel / 100))
        radius: 14
        color: Theme.glass
    }
}
