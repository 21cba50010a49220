// An entered value: held here and nowhere else, so that it goes with the form it was entered in (R25).
import { type RefObject, useRef, useState } from 'react'
import { secretValueSchema } from '../../../shared/domain/secret.ts'

export interface SecretValue {
  /** Exactly as entered. */
  readonly value: string
  /** What is wrong with it; undefined while nothing is, or while it is first being entered. */
  readonly error: string | undefined
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly change: (value: string) => void
  /** Checks it once its field is left. */
  readonly leave: () => void
  /** Marks it as refused by the service. */
  readonly refuse: (message: string) => void
  /** Checks it before it is sent; where it is not right it says so and takes the focus. */
  readonly isRight: () => boolean
}

export function useSecretValue(): SecretValue {
  const [value, setValue] = useState('')
  const [error, setError] = useState<string>()
  const inputRef = useRef<HTMLInputElement>(null)
  return {
    value,
    error,
    inputRef,
    change: (next) => {
      setValue(next)
      // Once something was wrong it is checked on every change; before that only where it grows too long.
      setError(error !== undefined || isTooLong(next) ? problemOf(next) : undefined)
    },
    leave: () => {
      // Leaving it empty to fill in something else first is no mistake yet; what the service said stays.
      const problem = value === '' ? undefined : problemOf(value)
      if (problem !== undefined) setError(problem)
    },
    refuse: (message) => {
      setError(message)
      inputRef.current?.focus()
    },
    isRight: () => {
      const problem = problemOf(value)
      setError(problem)
      if (problem !== undefined) inputRef.current?.focus()
      return problem === undefined
    },
  }
}

function problemOf(value: string): string | undefined {
  return secretValueSchema.safeParse(value).error?.issues[0]?.message
}

/** The cheap half of the rule: no text has fewer units than characters. */
function isTooLong(value: string): boolean {
  return value.length > 1024 && problemOf(value) !== undefined
}
