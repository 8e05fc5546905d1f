import QtQuick
import QtQuick.Shapes

// The front or rear lid, washed with the accent while it stands open.
Shape {
    id: cover

    required property var lid
    required property string outline

    width: 200
    height: 400
    visible: (lid.open_percent ?? 0) > 0

    ShapePath {
        fillColor: Theme.accentWash
        strokeColor: Theme.accent
        strokeWidth: 2.5
        joinStyle: ShapePath.RoundJoin

        PathSvg {
            path: cover.outline
        }
    }
}
