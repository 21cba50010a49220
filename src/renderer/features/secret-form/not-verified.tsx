// The mark of a fact of the catalogue that nobody has verified.
import { classNames } from '../../ui/class-names.ts'

/** Small enough to stand inside a sentence. */
export function NotVerified({ className }: { readonly className?: string }) {
  return (
    <span
      className={classNames(
        'inline-block rounded-sm border border-line-button px-1 align-baseline text-xs leading-3.5 font-normal whitespace-nowrap text-ink-muted',
        className,
      )}
    >
      not verified
    </span>
  )
}
