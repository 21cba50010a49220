// The choice between spend by key and spend by model.
import { flushSync } from 'react-dom'
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import { choose, type UsageChoice, useUsageChoice } from './usage-choice.ts'

const controlId = 'usage-by'

export function ByControl() {
  const by = useUsageChoice((choice) => choice.by)
  const change = (value: UsageChoice['by']) => {
    // Each of the two views has a control of its own: the keyboard goes on in that of the new one.
    flushSync(() => choose({ by: value }))
    document.querySelector<HTMLElement>(`#${controlId} :checked`)?.focus()
  }
  return (
    <div id={controlId}>
      <SegmentedControl
        legend="Spend by"
        isLegendHidden
        value={by}
        choices={[
          { value: 'keys', label: 'By key' },
          { value: 'models', label: 'By model' },
        ]}
        onChange={change}
      />
    </div>
  )
}
