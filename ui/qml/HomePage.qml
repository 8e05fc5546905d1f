pragma ComponentBehavior: Bound

import QtQuick

// The paired home's devices, or how to get one here.
Item {
    id: page

    required property var cockpit
    readonly property var words: cockpit.words
    readonly property var home: cockpit.home
    readonly property bool paired: home.hub_name !== null && home.hub_name !== undefined
    readonly property int columns: Math.max(1, Math.floor(width / Theme.u(220)))

    Item {
        id: header

        visible: page.paired
        width: parent.width
        height: Theme.u(32)

        Rectangle {
            id: dot

            anchors.verticalCenter: parent.verticalCenter
            width: Theme.u(10)
            height: Theme.u(10)
            radius: Theme.u(5)
            color: page.home.reachable ? Theme.good : Theme.bad
        }

        Label {
            objectName: "home.hub"
            anchors.left: dot.right
            anchors.leftMargin: Theme.u(10)
            anchors.right: link.left
            anchors.rightMargin: Theme.half
            anchors.verticalCenter: parent.verticalCenter
            text: page.home.hub_name ?? ""
            elide: Text.ElideRight
            font.pixelSize: Theme.small
        }

        Label {
            id: link

            objectName: "home.link"
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: page.home.reachable ? page.words.connected : page.words.unreachable
            font.pixelSize: Theme.caption
            color: page.home.reachable ? Theme.soft : Theme.bad
        }
    }

    Flickable {
        id: list

        objectName: "home.list"
        visible: page.paired
        anchors.top: header.bottom
        anchors.topMargin: Theme.u(12)
        anchors.bottom: parent.bottom
        width: parent.width
        contentHeight: tiles.height
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        Grid {
            id: tiles

            columns: page.columns
            spacing: Theme.u(12)

            Repeater {
                model: page.home.devices.length

                HomeTile {
                    required property int index

                    width: (page.width - (page.columns - 1) * tiles.spacing) / page.columns
                    words: page.words
                    device: page.home.devices[index] ?? ({})
                    reachable: page.home.reachable
                    onWished: on => page.cockpit.touch(scene ? "home.activate_scene" : on ? "home.turn_on" : "home.turn_off", {
                            "device": device.id
                        })
                }
            }
        }
    }

    Rectangle {
        visible: list.visible && list.contentHeight > list.height
        anchors.left: parent.right
        anchors.leftMargin: Theme.u(6)
        y: list.y + list.visibleArea.yPosition * list.height
        width: Theme.u(4)
        height: list.visibleArea.heightRatio * list.height
        radius: Theme.u(2)
        color: Theme.faint
    }

    Column {
        visible: !page.paired || page.home.devices.length === 0
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.u(360))
        spacing: Theme.gap

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "home"
            size: Theme.u(72)
            weight: 1.2
            colour: Theme.faint
        }

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: !page.paired
            text: page.words.no_hub
            font.pixelSize: Theme.large
        }

        Label {
            objectName: "home.empty"
            width: parent.width
            text: page.paired ? page.words.no_devices : page.words.pair_hub
            color: Theme.soft
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
