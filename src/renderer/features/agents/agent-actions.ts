// What can be done with one agent from the list or its detail.
import type { Agent } from '../../../shared/domain/secret.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { commands } from '../../state/commands.ts'
import { tellProblem, tellSuccess } from '../../state/ui-state.ts'

/** The id as a call names it. */
export async function copyAgentId({ id }: Agent): Promise<void> {
  const copied = await commands.agents.copySnippet({ agentId: id, format: 'id' })
  if (copied.ok) tellSuccess('Id copied', visibleText(id, 60))
  else tellProblem(copied.error)
}
