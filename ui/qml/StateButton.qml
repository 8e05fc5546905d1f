import QtQuick

// A thing of the car: an icon, and its name or state in a word.
TouchArea {
    id: button

    property string iconName
    property string label
    property bool active: false

    name: label
    rest: active ? Theme.accentWash : Theme.raised

    IconAndWord {
        anchors.centerIn: parent
        labelName: button.objectName + ".label"
        iconName: button.iconName
        label: button.label
        active: button.active
    }
}
