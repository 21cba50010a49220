// Which of the two documented servers is asked for API keys.
import { keysHosts, type Settings } from '../../../shared/domain/settings.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'

type Host = Settings['keysHost']

export interface ServerChoiceProps {
  readonly value: Host
  readonly onChange: (host: Host) => void
}

const hints: Readonly<Record<Host, string>> = {
  'api.intelligence.io.solutions': 'Used in io.net’s guides. Try this one first.',
  'api.io.solutions': 'Named in io.net’s API reference for API keys.',
}

export function ServerChoice({ value, onChange }: ServerChoiceProps) {
  return (
    <Disclosure
      summary={
        <span>
          Server <span className="font-mono text-sm">{value}</span>
        </span>
      }
    >
      <RadioCards
        legend="Server"
        isLegendHidden
        value={value}
        onChange={onChange}
        choices={keysHosts.map((host) => ({
          value: host,
          label: <span className="font-mono text-sm font-normal wrap-anywhere">{host}</span>,
          hint: hints[host],
        }))}
      />
      <p className="mt-2 text-sm text-ink-muted">
        io.net documents both and does not say which one an account needs. A wrong choice changes nothing.
      </p>
    </Disclosure>
  )
}
