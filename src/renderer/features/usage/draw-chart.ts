// Draws the chart with uPlot: bars or a line, what was not read as bands, the limit and the resets as dashed lines.
import type UPlot from 'uplot'
import type { ChartData } from './chart-data.ts'
import type { RangeId } from './chart-range.ts'
import { axisCredits, axisTime } from './chart-words.ts'

/** Colours as the canvas takes them: it knows no variables. */
export interface ChartColours {
  readonly bar: string
  readonly ink: string
  readonly grid: string
  readonly band: string
  readonly limit: string
  readonly reset: string
}

interface DrawOptions {
  readonly host: HTMLElement
  readonly data: ChartData
  readonly range: RangeId
  readonly colours: ChartColours
  /** The row under the pointer; null when it left. */
  readonly onPoint: (index: number | null) => void
}

const height = 184
const font = '11px "Inter Variable", system-ui, sans-serif'

export interface DrawnChart {
  readonly resize: (width: number) => void
  readonly destroy: () => void
}

export function drawChart(Plot: typeof UPlot, options: DrawOptions): DrawnChart {
  const plot = new Plot(plotOptions(Plot, options), plotData(options.data), options.host)
  return {
    resize: (width) => {
      if (width > 0 && width !== plot.width) plot.setSize({ width, height })
    },
    destroy: () => plot.destroy(),
  }
}

/** Time in seconds, as uPlot counts it. */
function plotData({ look, rows, line }: ChartData): UPlot.AlignedData {
  if (look === 'spent') return [rows.map(({ from }) => from / 1000), rows.map(({ spent }) => spent)]
  return [line.map(({ at }) => at / 1000), line.map(({ credits }) => credits)]
}

function plotOptions(
  Plot: typeof UPlot,
  { host, data, range, colours, onPoint }: DrawOptions,
): UPlot.Options {
  const isBars = data.look === 'spent'
  const highest = highestOf(data)
  const axis = { stroke: colours.ink, font, ticks: { show: false } }
  return {
    width: Math.max(1, host.clientWidth),
    height,
    padding: [10, 8, 0, 0],
    legend: { show: false },
    select: { show: false, left: 0, top: 0, width: 0, height: 0 },
    cursor: {
      y: false,
      drag: { x: false, y: false, setScale: false },
      points: { show: !isBars, size: 6, fill: colours.bar, stroke: colours.bar },
    },
    scales: {
      x: { time: true, range: () => [data.from / 1000, data.until / 1000] },
      y: { range: () => [0, highest] },
    },
    axes: [
      {
        ...axis,
        size: 28,
        space: 64,
        grid: { show: false },
        values: (_plot, splits) => splits.map((split, index) => timeMark(split, splits[index - 1], range)),
      },
      {
        ...axis,
        size: 46,
        space: 34,
        grid: { stroke: colours.grid, width: 1 },
        values: (_plot, splits) => splits.map(axisCredits),
      },
    ],
    series: [
      {},
      {
        stroke: colours.bar,
        width: isBars ? 0 : 1.5,
        points: { show: false },
        spanGaps: false,
        ...(isBars ? { fill: colours.bar, paths: barPaths(Plot) } : { fill: withAlpha(colours.bar) }),
      },
    ],
    hooks: {
      drawClear: [(drawn) => drawBands(drawn, data, colours)],
      draw: [(drawn) => drawMarks(drawn, data, colours)],
      setCursor: [({ cursor }) => onPoint(rowUnder(data, cursor.idx ?? null))],
    },
  }
}

/** From the beginning of its bucket on. */
function barPaths(Plot: typeof UPlot): UPlot.Series.PathBuilder {
  const { bars } = Plot.paths
  if (!bars) throw new Error('this uPlot draws no bars')
  return bars({ align: 1, size: [0.86, 48] })
}

/** The highest value that must fit, with a little room above it. */
function highestOf({ look, rows, line, limit }: ChartData): number {
  const values = look === 'spent' ? rows.map(({ spent }) => spent) : line.map(({ credits }) => credits)
  const most = values.reduce<number>((top, value) => Math.max(top, value ?? 0), 0)
  const tallest = look === 'addedUp' && limit !== null ? Math.max(most, limit) : most
  return tallest > 0 ? tallest * 1.08 : 1
}

function timeMark(split: number, before: number | undefined, range: RangeId): string {
  const year = (seconds: number) => new Date(seconds * 1000).getFullYear()
  const isFirstOfYear = before !== undefined && year(before) !== year(split)
  return axisTime(split * 1000, range, isFirstOfYear)
}

/** The row that holds the value under the pointer. */
function rowUnder({ look, rows, line }: ChartData, index: number | null): number | null {
  if (index === null) return null
  if (look === 'spent') return index < rows.length ? index : null
  const at = line[index]?.at
  if (at === undefined) return null
  const found = rows.findIndex(({ from, until }) => at >= from && at < until)
  return found === -1 ? null : found
}

/** One band for neighbours, or seams would show between them. */
function drawBands(plot: UPlot, { rows }: ChartData, { band }: ChartColours): void {
  const { ctx, bbox } = plot
  ctx.save()
  ctx.fillStyle = band
  let from: number | null = null
  for (const [index, row] of rows.entries()) {
    if (row.spent !== null) continue
    from ??= row.from
    if (rows[index + 1]?.spent === null) continue
    const left = Math.round(plot.valToPos(from / 1000, 'x', true))
    const right = Math.round(plot.valToPos(row.until / 1000, 'x', true))
    ctx.fillRect(left, bbox.top, right - left, bbox.height)
    from = null
  }
  ctx.restore()
}

function drawMarks(plot: UPlot, { look, limit, resets }: ChartData, colours: ChartColours): void {
  if (look !== 'addedUp') return
  const { ctx, bbox } = plot
  const ratio = window.devicePixelRatio
  ctx.save()
  ctx.lineWidth = ratio
  ctx.setLineDash([3 * ratio, 3 * ratio])
  ctx.strokeStyle = colours.reset
  for (const reset of resets) {
    const x = plot.valToPos(reset / 1000, 'x', true)
    stroke(ctx, x, bbox.top, x, bbox.top + bbox.height)
  }
  if (limit !== null) {
    const y = plot.valToPos(limit, 'y', true)
    ctx.strokeStyle = colours.limit
    ctx.lineWidth = 1.5 * ratio
    ctx.setLineDash([6 * ratio, 4 * ratio])
    stroke(ctx, bbox.left, y, bbox.left + bbox.width, y)
  }
  ctx.restore()
}

function stroke(ctx: CanvasRenderingContext2D, x: number, y: number, toX: number, toY: number): void {
  ctx.beginPath()
  ctx.moveTo(x, y)
  ctx.lineTo(toX, toY)
  ctx.stroke()
}

/** The same colour, thin: "rgb(1, 2, 3)" is how a browser computes every colour of ours. */
function withAlpha(colour: string): string {
  const parts = /^rgb\((.+)\)$/.exec(colour)
  return parts === null ? 'transparent' : `rgb(${parts[1]?.replaceAll(',', ' ') ?? ''} / 14%)`
}
