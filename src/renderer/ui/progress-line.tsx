// A two-pixel line on the lower edge of its parent while something runs; it takes no room, so nothing jumps.

interface ProgressLineProps {
  readonly isRunning: boolean
  /** What is being waited for. */
  readonly label: string
}

/** The parent is positioned. */
export function ProgressLine({ isRunning, label }: ProgressLineProps) {
  if (!isRunning) return null
  return (
    <div
      role="progressbar"
      aria-label={label}
      className="appear-late pointer-events-none absolute inset-x-0 -bottom-px h-0.5 overflow-hidden"
    >
      <div className="progress-slide h-full w-1/3 bg-accent-solid motion-reduce:w-full" />
    </div>
  )
}
