import QtQuick
import QtQuick.Shapes

// What of the car does not move: wheels, body, creases, front and rear glass, lamps.
Shape {
    width: 200
    height: 400

    ShapePath {
        fillColor: Theme.tyre
        strokeColor: "transparent"

        PathSvg {
            path: "M18 72Q18 66 24 66H30V118H24Q18 118 18 112ZM182 72Q182 66 176 66H170V118H176Q182 118 182 112ZM18 298Q18 292 24 292H30V344H24Q18 344 18 338ZM182 298Q182 292 176 292H170V344H176Q182 344 182 338Z"
        }
    }

    ShapePath {
        fillColor: Theme.body
        strokeColor: Theme.bodyEdge
        strokeWidth: 1.5
        joinStyle: ShapePath.RoundJoin

        PathSvg {
            path: "M100 6C134 6 158 12 167 34C175 56 177 80 177 106L177 142L188 134C193 131 195 134 193 139C190 147 184 150 177 151L177 300C177 340 175 362 167 378C158 392 134 395 100 395C66 395 42 392 33 378C25 362 23 340 23 300L23 151C16 150 10 147 7 139C5 134 7 131 12 134L23 142L23 106C23 80 25 56 33 34C42 12 66 6 100 6Z"
        }
    }

    ShapePath {
        fillColor: "transparent"
        strokeColor: Theme.bodyEdge
        strokeWidth: 1.2
        capStyle: ShapePath.RoundCap

        PathSvg {
            path: "M58 30C52 62 50 88 48 112M142 30C148 62 150 88 152 112M40 372C60 362 80 360 100 360C120 360 140 362 160 372M24 232L46 232M176 232L154 232"
        }
    }

    ShapePath {
        fillColor: Theme.glass
        strokeColor: "transparent"

        PathSvg {
            path: "M100 114C126 114 147 119 159 129L146 172C131 166 116 164 100 164C84 164 69 166 54 172L41 129C53 119 74 114 100 114ZM100 352C122 352 141 349 154 343L145 308C130 312 115 313 100 313C85 313 70 312 55 308L46 343C59 349 78 352 100 352Z"
        }
    }

    ShapePath {
        fillColor: "transparent"
        strokeColor: Theme.lamp
        strokeWidth: 4
        capStyle: ShapePath.RoundCap

        PathSvg {
            path: "M40 38C44 26 54 19 68 17M160 38C156 26 146 19 132 17"
        }
    }

    ShapePath {
        fillColor: "transparent"
        strokeColor: Theme.bad
        strokeWidth: 4
        capStyle: ShapePath.RoundCap

        PathSvg {
            path: "M38 376C46 384 56 388 70 389M162 376C154 384 144 388 130 389"
        }
    }
}
