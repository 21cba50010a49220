// Ready-to-run samples: on screen with a placeholder, copied with the value by main.
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { renderSnippet, type SnippetFormat, valuePlaceholder } from '../../../shared/domain/snippets.ts'
import { useKey, useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { Button } from '../../ui/button.tsx'
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import { CodeBox } from '../code-sample/code-box.tsx'
import { baseUrlOf, exampleModel } from '../code-sample/snippet-context.ts'
import type { Copies } from './use-copies.ts'

const formats: readonly { value: SnippetFormat; label: string; what: string }[] = [
  { value: 'env', label: '.env', what: '.env line' },
  { value: 'curl', label: 'curl', what: 'curl command' },
  { value: 'python', label: 'Python', what: 'Python sample' },
  { value: 'node', label: 'Node', what: 'Node sample' },
]

export function Snippets({ keyId, copies }: { readonly keyId: string; readonly copies: Copies }) {
  const [format, setFormat] = useState<SnippetFormat>('env')
  const key = useKey(keyId)
  const account = useSnapshot((snapshot) => snapshot.account)
  const models = useSnapshot((snapshot) => snapshot.models)
  const variable = useSnapshot(({ settings }) => settings.keyVariable)
  const what = formats.find(({ value }) => value === format)?.what ?? format
  const text = renderSnippet(format, {
    value: valuePlaceholder,
    baseUrl: baseUrlOf(account),
    model: exampleModel(key, models),
    variable,
  })
  return (
    <section aria-label="Ready-to-run samples" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <SegmentedControl
          legend="Sample"
          isLegendHidden
          value={format}
          choices={formats}
          onChange={setFormat}
        />
        <Button
          size="small"
          icon={Copy}
          onClick={() => void copies.copy(what, () => commands.values.copySnippet({ keyId, format }))}
        >
          Copy {what}
        </Button>
      </div>
      <CodeBox text={text} className="h-34" />
    </section>
  )
}
