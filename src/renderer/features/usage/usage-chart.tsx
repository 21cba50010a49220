// The chart on the page: drawn on a canvas for the eye, in words and as a table for everybody else.
import { useCallback, useEffect, useRef, useState } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { colourClasses, readColours, useLookVersion, useWidth } from './chart-colours.ts'
import type { ChartData } from './chart-data.ts'
import type { RangeId } from './chart-range.ts'
import { chartSummary, chartTitle, creditWords, rowTime, sumWords } from './chart-words.ts'
import { type DrawnChart, drawChart } from './draw-chart.ts'

interface UsageChartProps {
  /** Memoized: another object is drawn anew. */
  readonly data: ChartData
  readonly range: RangeId
}

export function UsageChart({ data, range }: UsageChartProps) {
  const [pointed, setPointed] = useState<number | null>(null)
  const row = pointed === null ? undefined : data.rows[pointed]
  const value = row && (data.look === 'spent' ? row.spent : row.total)
  return (
    <figure className="min-w-0">
      <figcaption>
        <span className="block font-medium">{chartTitle(data)}</span>
        {/* Always one line, or the chart would jump when it is pointed at. */}
        <span aria-hidden className="block truncate text-sm text-ink-muted tabular-nums">
          {row ? (
            <>
              {rowTime(row, data.unit)}:{' '}
              <span className="font-medium text-ink">{creditWords(value ?? null)}</span>
            </>
          ) : (
            sumWords(data)
          )}
        </span>
      </figcaption>
      <Canvas data={data} range={range} onPoint={setPointed} />
      <Legend data={data} />
      <div className="mt-1.5 text-sm">
        <Disclosure summary="Show as table">
          <ChartTable data={data} />
        </Disclosure>
      </div>
    </figure>
  )
}

function Canvas({ data, range, onPoint }: UsageChartProps & { onPoint: (index: number | null) => void }) {
  const hostRef = useRef<HTMLDivElement>(null)
  const probeRef = useRef<HTMLSpanElement>(null)
  const drawnRef = useRef<DrawnChart>(null)
  const [hasFailed, setFailed] = useState(false)
  const look = useLookVersion()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another look is drawn anew
  useEffect(() => {
    const [host, probe] = [hostRef.current, probeRef.current]
    if (!host || !probe) return
    let isGone = false
    // Loaded on demand: most people look at their keys first.
    import('uplot')
      .then(({ default: Plot }) => {
        if (isGone) return
        drawnRef.current = drawChart(Plot, { host, data, range, colours: readColours(probe), onPoint })
      })
      .catch(() => setFailed(true))
    return () => {
      isGone = true
      drawnRef.current?.destroy()
      drawnRef.current = null
      onPoint(null)
    }
  }, [data, range, look, onPoint])
  useWidth(
    hostRef,
    useCallback((width: number) => drawnRef.current?.resize(width), []),
  )
  return (
    <>
      <span ref={probeRef} hidden>
        {Object.entries(colourClasses).map(([name, className]) => (
          <span key={name} data-colour={name} className={className} />
        ))}
      </span>
      <div role="img" aria-label={chartSummary(data, range)} className="mt-1 h-46 min-w-0 overflow-hidden">
        {hasFailed ? (
          <p className="text-ink-muted">The chart could not be drawn. The table below has its figures.</p>
        ) : (
          <div ref={hostRef} className="h-full" />
        )}
      </div>
    </>
  )
}

function Legend({ data }: Pick<UsageChartProps, 'data'>) {
  const isAddedUp = data.look === 'addedUp'
  const entries = [
    isAddedUp && data.limit !== null && { sign: 'border-t-2 border-dashed border-danger', words: 'Limit' },
    isAddedUp &&
      data.resets.length > 0 && { sign: 'border-t border-dashed border-line-strong', words: 'Reset' },
    data.rows.some(({ spent }) => spent === null) && {
      sign: 'h-2.5 rounded-xs border border-line bg-hover',
      words: 'Not read',
    },
  ].filter((entry) => entry !== false)
  if (entries.length === 0) return null
  return (
    <ul aria-hidden className="flex flex-wrap gap-x-4 pl-11.5 text-xs text-ink-muted">
      {entries.map(({ sign, words }) => (
        <li key={words} className="flex items-center gap-1.5">
          <span className={classNames('inline-block w-4', sign)} />
          {words}
        </li>
      ))}
    </ul>
  )
}

/** The newest first: what happened last is what is asked for. */
function ChartTable({ data }: Pick<UsageChartProps, 'data'>) {
  return (
    <div className="overflow-hidden rounded-md border border-line">
      <table className="w-full border-separate border-spacing-0 tabular-nums">
        <caption className="sr-only">{chartTitle(data)}</caption>
        <thead>
          <tr>
            {['Time', 'Spent', 'Added up'].map((label, index) => (
              <th
                key={label}
                scope="col"
                className={classNames(
                  'border-b border-line bg-canvas px-2 py-1 font-medium text-ink-muted',
                  index === 0 ? 'text-left' : 'text-right',
                )}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.toReversed().map((row) => (
            <tr key={row.from}>
              <th scope="row" className="px-2 py-0.5 text-left font-normal whitespace-nowrap">
                {rowTime(row, data.unit)}
              </th>
              <td className="px-2 py-0.5 text-right whitespace-nowrap">{creditWords(row.spent)}</td>
              <td className="px-2 py-0.5 text-right whitespace-nowrap">{creditWords(row.total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
