import QtQuick
import QtQuick.Shapes

// A side window: dark glass while closed, outlined in the accent and clearer the further it is open;
// pale while nothing is known of it.
Shape {
    id: pane

    required property var glass
    required property string outline
    readonly property bool known: glass.open_percent !== null && glass.open_percent !== undefined
    readonly property real gap: (glass.open_percent ?? 0) / 100

    width: 200
    height: 400

    ShapePath {
        fillColor: Qt.alpha(Theme.glass, pane.known ? 1 - 0.85 * pane.gap : 0.3)
        strokeColor: pane.gap > 0 ? Theme.accent : "transparent"
        strokeWidth: 2.5
        joinStyle: ShapePath.RoundJoin

        PathSvg {
            path: pane.outline
        }
    }
}
