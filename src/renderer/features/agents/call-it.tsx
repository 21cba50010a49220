// The code that calls an agent. It names a variable; a value is never part of it.
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { type AgentSnippetFormat, renderAgentSnippet } from '../../../shared/domain/agents.ts'
import type { Agent } from '../../../shared/domain/secret.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { openDialog, showSection, tellProblem, tellSuccess } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import { CodeBox } from '../code-sample/code-box.tsx'
import { baseUrlOf } from '../code-sample/snippet-context.ts'

type ShownFormat = Exclude<AgentSnippetFormat, 'id'>
const formats: readonly { value: ShownFormat; label: string; what: string }[] = [
  { value: 'curl', label: 'curl', what: 'curl command' },
  { value: 'python', label: 'Python', what: 'Python sample' },
]

export function CallIt({ agent }: { readonly agent: Agent }) {
  const [format, setFormat] = useState<ShownFormat>('curl')
  const account = useSnapshot((snapshot) => snapshot.account)
  const variable = useSnapshot(({ settings }) => settings.keyVariable)
  const what = formats.find(({ value }) => value === format)?.what ?? format
  const copy = async () => {
    const copied = await commands.agents.copySnippet({ agentId: agent.id, format })
    if (copied.ok) tellSuccess(`${what} copied`, `It holds the variable ${variable}, never a value.`)
    else tellProblem(copied.error)
  }
  return (
    <section aria-labelledby="call-it" className="flex flex-col gap-2">
      <h3 id="call-it" className="text-md font-semibold">
        Call it
      </h3>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <SegmentedControl
          legend="Language"
          isLegendHidden
          value={format}
          choices={formats}
          onChange={setFormat}
        />
        <Button size="small" icon={Copy} onClick={() => void copy()}>
          Copy {what}
        </Button>
      </div>
      <CodeBox
        text={renderAgentSnippet(format, { agentId: agent.id, baseUrl: baseUrlOf(account), variable })}
        className="max-h-72"
      />
      <div className="flex flex-wrap items-baseline gap-x-1 text-sm text-ink-muted">
        <p className="leading-5">
          The code holds the variable <code className="font-mono wrap-anywhere">{variable}</code>, never a
          value. Put one of your API keys in it, not the admin key: a key of its own for this agent can be
          limited and revoked alone. What each agent takes in <code className="font-mono">args</code> is not
          documented.
        </p>
        <Button variant="ghost" size="small" className="-ml-2" onClick={() => showSection('keys')}>
          Go to API Keys
        </Button>
        <Button variant="ghost" size="small" onClick={() => openDialog({ kind: 'settings', page: 'values' })}>
          Change the variable’s name
        </Button>
      </div>
    </section>
  )
}
