import QtQuick

// What every touch target is made of: a rounded field that answers the finger at once.
Rectangle {
    id: area

    default property alias content: inside.data
    property string name
    property color rest: Theme.raised
    property bool quiet: false
    readonly property bool down: mouse.pressed

    signal tapped

    implicitWidth: Theme.touch
    implicitHeight: Theme.touch
    radius: Theme.radius
    color: {
        if (!enabled)
            return quiet ? "transparent" : Theme.resting;
        return down ? Theme.pressed : quiet ? "transparent" : rest;
    }

    Accessible.role: Accessible.Button
    Accessible.name: name
    Accessible.onPressAction: area.tapped()

    // Not the field itself: the software renderer shows the pieces of a translucent rounded one.
    Item {
        id: inside

        anchors.fill: parent
        opacity: area.enabled ? 1 : 0.45
    }

    MouseArea {
        id: mouse

        anchors.fill: parent
        onClicked: area.tapped()
    }
}
