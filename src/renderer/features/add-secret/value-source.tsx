// Where the value of a new secret comes from when nobody enters it: the sealed copy of another secret.
import { LockKeyhole } from 'lucide-react'
import { useSecret } from '../../state/app-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { quotedSecretName } from '../secrets/secret-words.ts'

/** Why the value cannot be taken; null where it can, or where it is entered. */
export function useSourceProblem(fromSecretId: string | null): string | null {
  const secret = useSecret(fromSecretId ?? '')
  if (fromSecretId === null) return null
  if (!secret) return 'The secret whose value was to be taken is gone.'
  return secret.hasSealedCopy ? null : `No sealed copy of ${quotedSecretName(secret)} is kept here any more.`
}

export function ValueSource({ fromSecretId }: { readonly fromSecretId: string }) {
  const secret = useSecret(fromSecretId)
  const problem = useSourceProblem(fromSecretId)
  if (problem !== null) {
    return (
      <Banner tone="danger" title={problem}>
        Nothing can be added from it. Close this form and enter the value yourself.
      </Banner>
    )
  }
  return (
    <Banner
      tone="info"
      icon={LockKeyhole}
      title={`Takes the value of ${secret ? quotedSecretName(secret) : ''}`}
    >
      It goes from the sealed copy on this computer to the service and is not shown in this window.
    </Banner>
  )
}
