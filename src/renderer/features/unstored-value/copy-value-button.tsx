// Copies a value by id: main writes the clipboard, the value does not come to this window (R6).
import { Copy } from 'lucide-react'
import { type Ref, useState } from 'react'
import { commands } from '../../state/commands.ts'
import { Button } from '../../ui/button.tsx'
import type { Copies } from './use-copies.ts'

export interface CopyValueButtonProps {
  readonly keyId: string
  readonly copies: Copies
  readonly ref?: Ref<HTMLButtonElement>
}

export function CopyValueButton({ keyId, copies, ref }: CopyValueButtonProps) {
  const [isBusy, setIsBusy] = useState(false)
  const copy = async () => {
    setIsBusy(true)
    await copies.copy('Value', () => commands.values.copy({ keyId }))
    setIsBusy(false)
  }
  return (
    <Button
      {...(ref ? { ref } : {})}
      variant="primary"
      icon={Copy}
      isBusy={isBusy}
      onClick={() => void copy()}
    >
      Copy value
    </Button>
  )
}
