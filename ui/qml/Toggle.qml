import QtQuick

// On or off, with an icon and a word. A wish shows at once as an outline, and as on only when it is on.
TouchArea {
    id: toggle

    property string iconName
    property string label
    property var on
    property var wanted: null

    signal wished(bool on)

    rest: on ? Theme.accentWash : Theme.raised
    border.width: wanted !== null ? Theme.u(2) : 0
    border.color: Theme.accent
    enabled: on !== null && on !== undefined
    name: label
    implicitWidth: Theme.u(80)
    onOnChanged: if (on === wanted)
        wanted = null
    onTapped: {
        wanted = !(wanted ?? on);
        patience.restart();
        wished(wanted);
    }

    Timer {
        id: patience

        interval: 6000
        onTriggered: toggle.wanted = null
    }

    IconAndWord {
        anchors.centerIn: parent
        labelName: toggle.objectName + ".label"
        iconName: toggle.iconName
        label: toggle.label
        active: toggle.on === true
    }
}
