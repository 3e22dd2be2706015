/** The way of an arrow between two shapes: the first of some simple ways that runs through no other shape. */
const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 })

/** Straight ways are cut off at the borders of both shapes. */
function cut(from, towards) {
  const [centre, dx, dy] = [middle(from), towards.x - middle(from).x, towards.y - middle(from).y]
  const scale = Math.min(from.width / 2 / Math.abs(dx || 1e-9), from.height / 2 / Math.abs(dy || 1e-9), 1)
  return { x: Math.round(centre.x + dx * scale), y: Math.round(centre.y + dy * scale) }
}

const crosses = (points, { x, y, width, height }) =>
  points.slice(1).some((end, index) => {
    const start = points[index]
    const [left, right] = [Math.min(start.x, end.x), Math.max(start.x, end.x)]
    const [top, bottom] = [Math.min(start.y, end.y), Math.max(start.y, end.y)]
    return right > x && left < x + width && bottom > y && top < y + height
  })

function ways(from, to, { fromBorder, fromGateway, others }) {
  const [a, b] = [middle(from), middle(to)]
  const [right, left] = [from.x + from.width, to.x]
  const [above, below] = [(shape) => shape.y, (shape) => shape.y + shape.height]
  const downwards = b.y > a.y
  const outOf = { x: a.x, y: downwards ? below(from) : above(from) }
  const into = { x: b.x, y: downwards ? above(to) : below(to) }
  const corner = [outOf, { x: a.x, y: b.y }, { x: left, y: b.y }]
  const lowest = Math.max(...[from, to, ...others].map(below)) + 20
  const highest = Math.min(...[from, to, ...others].map(above)) - 20
  const gap = (at) => [
    { x: right, y: a.y },
    { x: at, y: a.y },
    { x: at, y: b.y },
    { x: left, y: b.y },
  ]
  const detour = (level, out, end) => [
    { x: a.x, y: out },
    { x: a.x, y: level },
    { x: b.x, y: level },
    { x: b.x, y: end },
  ]
  const low = Math.max(below(from), below(to)) + 40
  const high = Math.min(above(from), above(to)) - 20
  const around = (level) => [
    { x: right, y: a.y },
    { x: right + 25, y: a.y },
    { x: right + 25, y: level },
    { x: left - 25, y: level },
    { x: left - 25, y: b.y },
    { x: left, y: b.y },
  ]
  const forward = left >= right
  return [
    ...(forward && a.y === b.y && !fromBorder
      ? [
          [
            { x: right, y: a.y },
            { x: left, y: b.y },
          ],
        ]
      : []),
    ...(a.x === b.x && a.y !== b.y ? [[outOf, into]] : []),
    ...(left > a.x && a.y !== b.y && (fromBorder || fromGateway) ? [corner] : []),
    ...(forward && !fromBorder ? [gap(left - 30), gap(right + 20), [{ x: right, y: a.y }, { x: b.x, y: a.y }, into]] : []),
    ...(left > a.x && a.y !== b.y ? [corner] : []),
    detour(low, below(from), below(to)),
    ...(fromBorder ? [] : [detour(high, above(from), above(to)), around(low), around(high), around(highest)]),
    around(lowest),
  ]
}

export function route(from, to, { others, straight = false, fromBorder = false, fromGateway = false }) {
  if (straight) return [cut(from, middle(to)), cut(to, middle(from))]
  const possible = ways(from, to, { fromBorder, fromGateway, others })
  const clear = possible.filter((points) => !others.some((shape) => crosses(points, shape)))
  const way = clear.find((points) => !crosses(points.slice(1), shrunk(to)) && !crosses(points.slice(0, -1), shrunk(from)))
  return (way ?? clear[0] ?? possible[0]).map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }))
}

const shrunk = ({ x, y, width, height }) => ({ x: x + 1, y: y + 1, width: width - 2, height: height - 2 })
