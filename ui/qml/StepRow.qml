import QtQuick

// One step of the plan. The arc turns until the car or the hub has confirmed it.
Item {
    id: row

    required property var step
    readonly property bool pending: step.status === "pending"
    readonly property color tone: {
        switch (step.status) {
        case "done":
            return Theme.good;
        case "denied":
        case "failed":
        case "unavailable":
            return Theme.bad;
        default:
            return Theme.accent;
        }
    }

    height: Math.max(Theme.u(32), sentence.height + Theme.u(6))

    Icon {
        id: mark

        y: Theme.u(3)
        objectName: row.objectName + "." + row.step.status
        name: row.step.status
        size: Theme.u(26)
        weight: 2
        colour: row.tone

        RotationAnimation on rotation {
            running: row.pending && row.visible && Theme.motion
            from: 0
            to: 360
            duration: 1400
            loops: Animation.Infinite
            onRunningChanged: if (!running)
                mark.rotation = 0
        }
    }

    Label {
        id: sentence

        objectName: row.objectName + ".text"
        x: Theme.u(38)
        y: Theme.u(3)
        width: parent.width - x
        text: row.step.text
        wrapMode: Text.Wrap
        lineHeight: 0.9
        color: row.pending ? Theme.soft : Theme.text
    }
}
