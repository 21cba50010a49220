// Guides the change of a key to a new one: how, with what, and for a leaked key its revocation first.
import { useState } from 'react'
import type { ApiKey, KeyDraft } from '../../../shared/domain/api-key.ts'
import { useKey } from '../../state/app-state.ts'
import { UncertainCreation } from '../create-key/uncertain-creation.tsx'
import { SubjectIsGone } from '../edit-form/edit-frame.tsx'
import { LeakedStep } from './leaked-step.tsx'
import { RotateForm } from './rotate-form.tsx'
import { useStart } from './use-start.ts'

export interface RotateKeyDialogProps {
  readonly keyId: string
}

export function RotateKeyDialog({ keyId }: RotateKeyDialogProps) {
  const row = useKey(keyId)
  // The key as it was when the dialog opened: a refresh may not change the form, nor its revocation end it.
  const [key] = useState(row)
  if (!key || key.ending) return <SubjectIsGone noun="key" />
  return <Steps apiKey={key} />
}

function Steps({ apiKey }: { readonly apiKey: ApiKey }) {
  const { uncertain, start } = useStart(apiKey.id)
  const [leaked, setLeaked] = useState<{ draft: KeyDraft; quietMs: number } | null>(null)
  if (uncertain) return <UncertainCreation error={uncertain} />
  if (leaked) return <LeakedStep apiKey={apiKey} create={() => start(leaked.draft, leaked.quietMs)} />
  return (
    <RotateForm
      apiKey={apiKey}
      onPlanned={start}
      onLeaked={(draft, quietMs) => setLeaked({ draft, quietMs })}
    />
  )
}
