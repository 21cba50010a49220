// The first cell of a key: its star, its name with the marks behind it, and its tags below.
import type { ReactNode } from 'react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { NotedNameCell } from '../notes/noted-name-cell.tsx'
import { keySubject } from '../notes/subjects.ts'
import { shownName } from './key-status.ts'

interface KeyNameCellProps {
  readonly apiKey: ApiKey
  readonly terms: readonly string[]
  readonly tagTerms: readonly string[]
  /** Marks behind the name. */
  readonly children?: ReactNode
}

export function KeyNameCell({ apiKey, ...rest }: KeyNameCellProps) {
  const isUnnamed = !apiKey.name.trim()
  return (
    <NotedNameCell subject={keySubject(apiKey)} name={shownName(apiKey)} isUnnamed={isUnnamed} {...rest} />
  )
}
