import QtQuick

// A button that is one word; the strong one is in the accent.
TouchArea {
    id: button

    property string label
    property bool strong: false

    name: label
    rest: strong ? Theme.accent : Theme.raised

    Label {
        anchors.centerIn: parent
        text: button.label
        color: button.strong && !button.down ? Theme.accentInk : Theme.text
    }
}
