// The choice between spend by key and spend by model.
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import { choose, useUsageChoice } from './usage-choice.ts'

export function ByControl() {
  const by = useUsageChoice((choice) => choice.by)
  return (
    <SegmentedControl
      legend="Spend by"
      isLegendHidden
      value={by}
      choices={[
        { value: 'keys', label: 'By key' },
        { value: 'models', label: 'By model' },
      ]}
      onChange={(value) => choose({ by: value })}
    />
  )
}
