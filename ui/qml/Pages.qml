pragma ComponentBehavior: Bound

import QtQuick

// Car, climate and home: side by side where there is room, else behind three tabs.
Rectangle {
    id: pages

    required property var cockpit
    readonly property var words: cockpit.words
    readonly property bool wide: width >= Theme.u(1140)
    property string page: "car"

    radius: Theme.cardRadius
    color: Theme.surface

    Connections {
        target: pages.cockpit

        function onPage_changed() {
            if (pages.cockpit.page)
                pages.page = pages.cockpit.page;
        }
    }

    Row {
        id: tabs

        x: Theme.gap
        y: Theme.gap
        spacing: Theme.half
        visible: !pages.wide

        Repeater {
            model: ["car", "climate", "home"]

            Tab {
                required property string modelData

                objectName: "tab." + modelData
                width: Math.floor((pages.width - 2 * Theme.gap - 2 * Theme.half) / 3)
                iconName: modelData
                label: pages.words[modelData]
                current: pages.page === modelData
                onTapped: pages.page = modelData
            }
        }
    }

    Item {
        id: space

        readonly property int between: 2 * Theme.gap

        anchors.fill: parent
        anchors.margins: Theme.gap
        anchors.topMargin: pages.wide ? Theme.gap : Theme.gap + Theme.u(68)

        CarPage {
            id: car

            visible: pages.wide || pages.page === "car"
            width: pages.wide ? Math.max(Theme.u(436), parent.width * 0.3) : Math.min(parent.width, Theme.u(640))
            x: pages.wide ? 0 : Math.round((parent.width - width) / 2)
            height: parent.height
            cockpit: pages.cockpit
        }

        ClimatePage {
            id: climate

            visible: pages.wide || pages.page === "climate"
            x: pages.wide ? car.width + space.between : 0
            width: pages.wide ? Math.max(Theme.u(400), parent.width * 0.28) : parent.width
            height: parent.height
            cockpit: pages.cockpit
        }

        HomePage {
            visible: pages.wide || pages.page === "home"
            x: pages.wide ? climate.x + climate.width + space.between : 0
            width: parent.width - x
            height: parent.height
            cockpit: pages.cockpit
        }

        Repeater {
            model: pages.wide ? [climate.x, climate.x + climate.width + space.between] : []

            Rectangle {
                required property real modelData

                x: modelData - Theme.gap
                width: 1
                height: parent.height
                color: Theme.line
            }
        }
    }
}
