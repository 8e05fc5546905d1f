import QtQuick

// An icon over a word, the inside of the square buttons.
Column {
    id: pair

    required property string iconName
    required property string label
    required property string labelName
    required property bool active

    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        name: pair.iconName
        colour: pair.active ? Theme.accent : Theme.soft
        size: Theme.u(28)
    }

    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        objectName: pair.labelName
        text: pair.label
        color: pair.active ? Theme.accent : Theme.soft
        font.pixelSize: Theme.caption
    }
}
