// Stand-ins for the rows of a table while nothing at all is known; known rows are never covered.
import { Spinner } from '../../ui/spinner.tsx'

const barWidths = ['w-40', 'w-28', 'w-36', 'w-24', 'w-32', 'w-20']

/** `children` say what is waited for. */
export function LoadingRows({ children }: { readonly children: string }) {
  return (
    <div role="status" className="appear-late">
      <div className="flex h-(--row-height) items-center gap-2 border-b border-line px-4 text-ink-muted">
        <Spinner />
        {children}
      </div>
      {barWidths.map((width) => (
        <div
          key={width}
          aria-hidden
          className="flex h-(--row-height) items-center border-b border-line pl-12"
        >
          <span className={`h-2 rounded-full bg-hover ${width}`} />
        </div>
      ))}
    </div>
  )
}
