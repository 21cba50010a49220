// Puts the problems that the service found at the fields of a form.
import type { FieldPath, FieldValues, UseFormSetError } from 'react-hook-form'
import type { AppError } from '../../../shared/errors.ts'

/**
 * Marks every field of the form that the error names and focuses the first. Returns what is left to be told
 * elsewhere: null when the fields say it all.
 */
export function markFields<V extends FieldValues>(
  error: AppError,
  fieldNames: readonly FieldPath<V>[],
  setError: UseFormSetError<V>,
): AppError | null {
  const { fields = [], ...rest } = error
  const unknown = fields.filter(({ field, message }) => {
    const name = fieldNames.find((known) => known === field)
    if (name) setError(name, { type: 'service', message })
    return !name
  })
  const first = fieldNames.find((name) => fields.some(({ field }) => field === name))
  if (first)
    setError(
      first,
      { message: fields.find(({ field }) => field === first)?.message ?? '' },
      { shouldFocus: true },
    )
  if (fields.length > 0 && unknown.length === 0) return null
  return unknown.length > 0 ? { ...rest, fields: unknown } : rest
}
