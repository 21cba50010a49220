// Commands of the frame whose failure is told as a message.

import type { Result } from '../../../shared/errors.ts'
import { commands } from '../../state/commands.ts'
import { tellProblem } from '../../state/ui-state.ts'

async function run(pending: Promise<Result<unknown>>): Promise<void> {
  const result = await pending
  if (!result.ok) tellProblem(result.error)
}

export const retryVault = () => void run(commands.vault.retry({}))
export const clearClipboard = () => void run(commands.clipboard.clear({}))
export const recheckCreation = (intentId: string) => void run(commands.creations.recheck({ intentId }))
export const dismissCreation = (intentId: string) => void run(commands.creations.dismiss({ intentId }))
