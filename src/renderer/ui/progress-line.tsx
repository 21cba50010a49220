// A two-pixel line under the top bar while something runs; it takes no room, so nothing jumps.

export function ProgressLine({ isRunning, label }: { readonly isRunning: boolean; readonly label: string }) {
  return (
    <div className="relative h-0">
      {isRunning && (
        <div
          role="progressbar"
          aria-label={label}
          className="appear-late absolute inset-x-0 -top-px h-0.5 overflow-hidden"
        >
          <div className="progress-slide h-full w-1/3 bg-accent-solid motion-reduce:w-full" />
        </div>
      )}
    </div>
  )
}
