// Reads short messages out to screen readers without showing them.
import { useEffect, useState } from 'react'

interface LiveRegionProps {
  /** The last message; a new `id` has it read even if the words are the same. */
  readonly message: { readonly id: number; readonly text: string } | null
}

export function LiveRegion({ message }: LiveRegionProps) {
  // A region is read only when its text changes after it was there, so it starts empty.
  const [shown, setShown] = useState('')
  useEffect(() => {
    if (!message) return
    // A trailing no-break space makes a repeated message a changed one.
    setShown(message.text + (message.id % 2 ? '\u00A0' : ''))
  }, [message])
  return (
    <div role="status" aria-live="polite" aria-atomic className="sr-only">
      {shown}
    </div>
  )
}
