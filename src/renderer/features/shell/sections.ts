// The sections of the window in their order: the bar shows them so, and Ctrl or Cmd with 1, 2 … chooses them.
import type { Section } from '../../state/ui-state.ts'

export const sections: readonly { readonly id: Section; readonly label: string }[] = [
  { id: 'keys', label: 'API Keys' },
  { id: 'secrets', label: 'Secrets' },
  { id: 'agents', label: 'Agents' },
  { id: 'usage', label: 'Usage' },
  { id: 'timeline', label: 'Timeline' },
  { id: 'hygiene', label: 'Hygiene' },
  { id: 'history', label: 'History' },
]
