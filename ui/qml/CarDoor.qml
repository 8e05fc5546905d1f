import QtQuick
import QtQuick.Shapes

// A door leaf, hidden in the body until it swings out around its front edge, the item's own origin.
Shape {
    id: leaf

    required property var door
    required property int side

    visible: rotation !== 0
    transformOrigin: Item.TopLeft
    rotation: (leaf.door.open_percent ?? 0) > 0 ? leaf.side * 38 : 0

    Behavior on rotation {
        NumberAnimation {
            duration: Theme.calm
            easing.type: Easing.OutCubic
        }
    }

    ShapePath {
        fillColor: "transparent"
        strokeColor: Theme.accent
        strokeWidth: 7
        capStyle: ShapePath.RoundCap

        PathSvg {
            path: "M0 0V64"
        }
    }
}
