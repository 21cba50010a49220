// A turning circle that stays invisible for the first 300 ms, so that quick work does not flicker.
import { LoaderCircle } from 'lucide-react'
import { classNames } from './class-names.ts'

interface SpinnerProps {
  /** Read out by screen readers; leave it out where the words stand beside the spinner. */
  readonly label?: string
  readonly className?: string
}

export function Spinner({ label, className }: SpinnerProps) {
  return (
    <span className={classNames('appear-late inline-flex', className)}>
      <LoaderCircle aria-hidden className="size-4 animate-spin motion-reduce:animate-none" />
      {label && <span className="sr-only">{label}</span>}
    </span>
  )
}
