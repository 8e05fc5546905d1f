pragma ComponentBehavior: Bound

import QtQuick

// Every place's own climate, and the air of the whole car below.
Item {
    id: page

    required property var cockpit
    readonly property var words: cockpit.words
    readonly property var climate: cockpit.climate
    readonly property var places: [["row1.driver", "driver"], ["row1.passenger", "passenger"], ["row2.left", "rear_left"], ["row2.right", "rear_right"]].filter((place, n) => climate.zones.length ? climate.zones.some(z => z.seat === place[0]) : n < 2)
    readonly property int rows: Math.ceil(places.length / 2)
    readonly property int spread: width < Theme.u(440) ? Theme.half : Theme.gap
    readonly property real cardHeight: Math.floor(Math.min(Theme.u(220), (height - Theme.touch - rows * spread) / rows))

    Grid {
        columns: 2
        spacing: page.spread

        Repeater {
            model: page.places

            ZoneCard {
                required property var modelData

                width: Math.floor((page.width - page.spread) / 2)
                height: page.cardHeight
                cockpit: page.cockpit
                seat: modelData[0]
                zone: modelData[1]
            }
        }
    }

    Row {
        id: air

        readonly property real share: Math.floor((page.width - 3 * Theme.half) / 4)

        anchors.bottom: parent.bottom
        spacing: Theme.half

        Repeater {
            model: [["ac", "climate.ac", "air_conditioning"], ["front_defrost", "climate.front_defrost", "front_defrost"], ["rear_defrost", "climate.rear_defrost", "rear_defrost"], ["recirculation", "climate.recirculation", "recirculation"]]

            Toggle {
                required property var modelData

                objectName: "climate." + modelData[0]
                width: air.share
                iconName: modelData[0]
                label: page.words[modelData[0]]
                on: page.climate[modelData[2]]
                onWished: on => page.cockpit.touch(modelData[1], {
                        "value": on
                    })
            }
        }
    }
}
