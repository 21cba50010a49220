// Says in the edit form of a frozen key that its limit is not an ordinary one.
import { Snowflake } from 'lucide-react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { Banner } from '../../ui/banner.tsx'
import { limitBack } from './freeze-words.ts'

export interface FrozenNoteProps {
  readonly apiKey: ApiKey
  /** Whether the form would send another limit. */
  readonly changesLimit: boolean
}

export function FrozenNote({ apiKey: { frozen }, changesLimit }: FrozenNoteProps) {
  if (!frozen) return null
  if (changesLimit) {
    return (
      <Banner tone="warn" icon={Snowflake} title="Saving another limit ends the freeze">
        What uses the key works again, and the limit it had before is forgotten.
      </Banner>
    )
  }
  return (
    <Banner tone="info" icon={Snowflake} title="This key is frozen: its limit is 0">
      {limitBack(frozen.limit)} A limit that you set here takes its place and ends the freeze.
    </Banner>
  )
}
