pragma ComponentBehavior: Bound

import QtQuick

// The car with its windows beside it, and what locks or lifts below.
Item {
    id: page

    required property var cockpit
    readonly property var words: cockpit.words
    readonly property var openings: cockpit.openings
    readonly property real side: Math.round(Math.min(Theme.u(144), (width - body.width) / 2 - gap))
    readonly property int gap: Theme.u(width < Theme.u(460) ? 16 : 28)
    readonly property var seats: [["row1.driver", "driver", false, 110], ["row1.passenger", "passenger", true, 110], ["row2.left", "rear_left", false, 226], ["row2.right", "rear_right", true, 226]]

    readonly property var actions: ({
            "frunk": "doors.frunk",
            "sunroof": "windows.sunroof",
            "trunk": "doors.trunk"
        })
    readonly property var doors: openings.filter(o => o.kind === "door")
    readonly property var lids: ["frunk", "sunroof", "trunk"].map(kind => body.find(kind, kind)).filter(o => o.id)
    readonly property var locked: {
        const known = doors.filter(d => d.locked !== null && d.locked !== undefined);
        const shut = known.filter(d => d.locked).length;
        return known.length === 0 ? null : shut === known.length ? "locked" : shut ? "partly_locked" : "unlocked";
    }

    CarBody {
        id: body

        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.round((page.height - Theme.touch - Theme.gap - height) / 2)
        openings: page.openings
    }

    Repeater {
        model: page.seats

        WindowButton {
            required property var modelData

            x: modelData[2] ? body.x + body.width + page.gap : body.x - page.gap - width
            y: body.y + Theme.u(modelData[3])
            width: page.side
            words: page.words
            seat: modelData[0]
            glass: body.find("window", modelData[0])
            onTapped: page.cockpit.touch("windows.position", {
                "zone": modelData[1],
                "value": percent > 0 ? 0 : 100
            })
        }
    }

    Row {
        id: lower

        readonly property real share: Math.min(Theme.u(200), Math.floor((page.width + Theme.half) / (1 + page.lids.length)) - Theme.half)

        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.half

        StateButton {
            objectName: "lock"
            width: lower.share
            enabled: page.locked !== null
            iconName: page.locked === "locked" ? "lock" : "unlock"
            label: page.words[page.locked ?? "lock_unknown"]
            active: page.locked === "partly_locked"
            onTapped: page.cockpit.touch("doors.lock", {
                "zone": "all",
                "value": page.locked !== "locked"
            })
        }

        Repeater {
            model: page.lids.length

            StateButton {
                required property int index
                readonly property var lid: page.lids[index] ?? ({
                        "kind": "trunk"
                    })
                readonly property real travel: lid.open_percent ?? 0

                objectName: lid.kind
                width: lower.share
                enabled: lid.open_percent !== null && lid.open_percent !== undefined
                iconName: lid.kind
                label: page.words[!enabled ? lid.kind + "_unknown" : travel === 0 ? lid.kind : travel < 0 ? "sunroof_tilted" : lid.kind + "_open"]
                active: travel !== 0
                onTapped: page.cockpit.touch(page.actions[lid.kind], {
                    "value": lid.kind === "sunroof" ? (travel === 0 ? 100 : 0) : travel === 0
                })
            }
        }
    }
}
