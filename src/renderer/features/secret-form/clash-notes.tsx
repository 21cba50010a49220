// Warns below the fields of a secret of others that it would get in the way of.
import { useMemo } from 'react'
import type { SecretEdit } from '../../../shared/domain/secret.ts'
import { useAppState } from '../../state/app-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { formClashes } from './form-clashes.ts'

export interface ClashNotesProps {
  /** Null for a secret that does not exist yet. */
  readonly secretId: string | null
  readonly edit: SecretEdit
}

export function ClashNotes({ secretId, edit: { name, toolName, toolArg, isDefault } }: ClashNotesProps) {
  const rows = useAppState((state) => state.secrets)
  const notes = useMemo(() => {
    const all = [...rows.values()].map(({ secret }) => secret)
    return formClashes(all, secretId, { name, toolName, toolArg, isDefault })
  }, [rows, secretId, name, toolName, toolArg, isDefault])
  return notes.map(({ id, tone, title, text }) => (
    <Banner key={id} tone={tone} title={title}>
      {text}
    </Banner>
  ))
}
