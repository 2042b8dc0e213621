"""Makes land.tsv of Natural Earth's land, as the npm package `world-atlas` has it.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python build.py package/land-110m.json > land.tsv

One ring a line: longitude and latitude of each corner in tenths of a degree, the first not
repeated at the end.
"""

import json
import sys


def arcs(topology):
    """The arcs in degrees: they are kept as steps of a grid."""
    (scale_x, scale_y), (move_x, move_y) = (topology["transform"][k] for k in ("scale", "translate"))
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        yield points


def ring(indexes, all_arcs):
    """A closed line out of arcs, those with a negative index backwards."""
    points = []
    for index in indexes:
        arc = all_arcs[index] if index >= 0 else all_arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def main():
    topology = json.load(open(sys.argv[1], encoding="utf-8"))
    all_arcs = list(arcs(topology))
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for indexes in polygon:
                corners = []
                for lon, lat in ring(indexes, all_arcs):
                    corner = (round(lon * 10), round(lat * 10))
                    if not corners or corners[-1] != corner:
                        corners.append(corner)
                if len(corners) > 3:
                    print("\t".join(f"{lon} {lat}" for lon, lat in corners[:-1]))


main()
