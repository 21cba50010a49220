// A text setting that is saved when it is left or by Enter, and stays in its field, unsaved, while it cannot be one.
import { type KeyboardEvent, useState } from 'react'

/** The checked value, or what is wrong with it as a sentence. */
export type Check<T> = (text: string) => { readonly value: T } | { readonly error: string }

export function useSavedText<T>(present: string, check: Check<T>, onSave: (value: T) => void) {
  const [draft, setDraft] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const save = () => {
    if (draft === null) return
    const checked = check(draft.trim())
    setError('error' in checked ? checked.error : null)
    if ('error' in checked) return
    setDraft(null)
    if (draft.trim() !== present) onSave(checked.value)
  }
  return {
    error,
    field: {
      value: draft ?? present,
      onChange: ({ target }: { readonly target: { readonly value: string } }) => {
        setDraft(target.value)
        setError(null)
      },
      onBlur: save,
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key === 'Enter') save()
      },
    },
  }
}
