import QtQuick
import QtQuick.Shapes

// The car from above, front up, drawn on 200 x 400. Doors swing out and glass clears as the car reports it.
Item {
    id: car

    required property var openings

    function find(kind: string, place: string): var {
        return openings.find(o => o.kind === kind && o.place === place) ?? {};
    }

    width: 200
    height: 400

    Repeater {
        model: [[18, 66], [168, 66], [18, 292], [168, 292]]

        Rectangle {
            required property var modelData

            x: modelData[0]
            y: modelData[1]
            width: 14
            height: 52
            radius: 6
            color: Theme.tyre
        }
    }

    Repeater {
        model: [["row1.driver", 28, 142, 1], ["row1.passenger", 172, 142, -1], ["row2.left", 27, 236, 1], ["row2.right", 173, 236, -1]]

        CarDoor {
            required property var modelData

            x: modelData[1] - width / 2
            y: modelData[2]
            side: modelData[3]
            door: car.find("door", modelData[0])
        }
    }

    Shape {
        width: 200
        height: 400

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
            strokeColor: Theme.night ? Theme.accent : "#fffdf6"
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

    SideGlass {
        outline: "M37 140L50 176L50 227L35 227C34 190 34 162 37 140Z"
        glass: car.find("window", "row1.driver")
    }

    SideGlass {
        outline: "M35 237L50 237L50 302L42 332C36 302 35 270 35 237Z"
        glass: car.find("window", "row2.left")
    }

    SideGlass {
        outline: "M163 140L150 176L150 227L165 227C166 190 166 162 163 140Z"
        glass: car.find("window", "row1.passenger")
    }

    SideGlass {
        outline: "M165 237L150 237L150 302L158 332C164 302 165 270 165 237Z"
        glass: car.find("window", "row2.right")
    }

    Sunroof {
        x: 62
        y: 182
        roof: car.find("sunroof", "sunroof")
    }

    CarLid {
        x: 62
        y: 28
        lid: car.find("frunk", "frunk")
    }

    CarLid {
        x: 62
        y: 362
        height: 24
        lid: car.find("trunk", "trunk")
    }
}
