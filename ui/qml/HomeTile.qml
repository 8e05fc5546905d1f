import QtQuick

// One lamp, switch or scene of the home.
TouchArea {
    id: tile

    required property var words
    required property var device
    required property bool reachable
    property var wanted: null

    readonly property bool scene: device.kind === "scene"
    readonly property bool known: device.on !== null && device.on !== undefined
    readonly property bool lit: device.on === true && !scene
    readonly property string state_: scene ? words.run : !known ? words.unknown : device.on ? words.on : words.off

    signal wished(bool on)

    objectName: "home." + (device.id ?? "")
    name: device.name ?? ""
    height: Theme.u(88)
    enabled: reachable && (scene || known)
    rest: lit ? Theme.accentWash : Theme.raised
    border.width: wanted !== null ? Theme.u(2) : 0
    border.color: Theme.accent
    onDeviceChanged: if (device.on === wanted)
        wanted = null
    onTapped: {
        const to = scene ? true : !(wanted ?? device.on);
        if (!scene)
            wanted = to;
        patience.restart();
        wished(to);
    }

    Timer {
        id: patience

        interval: 6000
        onTriggered: tile.wanted = null
    }

    Icon {
        id: picture

        x: Theme.u(14)
        anchors.verticalCenter: parent.verticalCenter
        name: ["light", "scene"].includes(tile.device.kind) ? tile.device.kind : "switch"
        size: Theme.u(30)
        colour: tile.lit ? Theme.accent : Theme.soft
    }

    Column {
        anchors.left: picture.right
        anchors.leftMargin: Theme.u(12)
        anchors.right: parent.right
        anchors.rightMargin: Theme.u(12)
        anchors.verticalCenter: parent.verticalCenter

        Label {
            objectName: tile.objectName + ".name"
            width: parent.width
            text: tile.device.name ?? ""
            font.pixelSize: Theme.small
            wrapMode: Text.Wrap
            maximumLineCount: 2
            elide: Text.ElideRight
            lineHeight: 0.82
        }

        Label {
            objectName: tile.objectName + ".state"
            width: parent.width
            text: tile.state_ + (tile.device.area ? " · " + tile.device.area : "")
            font.pixelSize: Theme.caption
            color: tile.lit ? Theme.accent : Theme.soft
            elide: Text.ElideRight
        }
    }
}
