import QtQuick

// Car, climate and home: side by side where there is room, else behind three tabs.
Rectangle {
    id: pages

    required property var cockpit
    readonly property var words: cockpit.words
    readonly property bool wide: width >= 1100
    readonly property var shares: [0.36, 0.37, 0.27]
    property string page: "car"

    radius: Theme.radius + 8
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
                width: (pages.width - 2 * Theme.gap - 2 * Theme.half) / 3
                iconName: modelData
                label: pages.words[modelData]
                current: pages.page === modelData
                onTapped: pages.page = modelData
            }
        }
    }

    Item {
        id: space

        readonly property real third: width - 4 * Theme.gap

        anchors.fill: parent
        anchors.margins: Theme.gap
        anchors.topMargin: pages.wide ? Theme.gap : Theme.gap + 56 + 12

        CarPage {
            visible: pages.wide || pages.page === "car"
            width: pages.wide ? space.third * pages.shares[0] : Math.min(parent.width, 640)
            x: pages.wide ? 0 : (parent.width - width) / 2
            height: parent.height
            cockpit: pages.cockpit
        }

        ClimatePage {
            visible: pages.wide || pages.page === "climate"
            x: pages.wide ? space.third * pages.shares[0] + 2 * Theme.gap : 0
            width: pages.wide ? space.third * pages.shares[1] : parent.width
            height: parent.height
            cockpit: pages.cockpit
        }

        HomePage {
            visible: pages.wide || pages.page === "home"
            x: pages.wide ? parent.width - width : 0
            width: pages.wide ? space.third * pages.shares[2] : parent.width
            height: parent.height
            cockpit: pages.cockpit
        }

        Repeater {
            model: pages.wide ? [0.36, 0.73] : []

            Rectangle {
                required property real modelData
                required property int index

                x: space.third * modelData + Theme.gap * (1 + 2 * index)
                width: 1
                height: parent.height
                color: Theme.line
            }
        }
    }
}
