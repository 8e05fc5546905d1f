import QtQuick

// The head of one page.
TouchArea {
    id: tab

    property string iconName
    property string label
    property bool current: false

    height: Theme.u(56)
    name: label
    quiet: !current

    Row {
        anchors.centerIn: parent
        spacing: Theme.half

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: tab.iconName
            colour: tab.current ? Theme.text : Theme.soft
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: tab.label
            color: tab.current ? Theme.text : Theme.soft
        }
    }
}
