// Asks once more before a form with changes is left; stands in the footer in place of its buttons.
import { useEffect, useRef } from 'react'
import { Button } from '../../ui/button.tsx'

export interface LeaveQuestionProps {
  readonly onStay: () => void
  readonly onLeave: () => void
}

export function LeaveQuestion({ onStay, onLeave }: LeaveQuestionProps) {
  const stayRef = useRef<HTMLButtonElement>(null)
  useEffect(() => stayRef.current?.focus(), [])
  return (
    <>
      <span role="alert" className="mr-auto font-medium">
        Leave and lose what you changed?
      </span>
      <Button ref={stayRef} onClick={onStay}>
        Keep editing
      </Button>
      <Button variant="danger" onClick={onLeave}>
        Discard
      </Button>
    </>
  )
}
