// Settings, Network: at which server the account is, and by which way requests leave this computer.
import { useState } from 'react'
import { type ProxySetting, proxySchema } from '../../../shared/domain/settings.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useProblem } from '../problem/use-problem.ts'
import { useSavedText } from './saved-text.ts'
import { SettingGroup } from './setting-group.tsx'
import { SettingRow } from './setting-row.tsx'
import type { SettingsPageProps } from './use-settings.ts'

const proxies = [
  { value: 'none', label: 'No proxy', hint: 'Requests go to io.net directly.' },
  {
    value: 'system',
    label: 'As the system says',
    hint: 'Its settings and exceptions are asked for each server.',
  },
  { value: 'manual', label: 'This proxy', hint: 'For every server but those on this computer.' },
] as const

export function NetworkPage({ settings, change }: SettingsPageProps) {
  const [isManual, setIsManual] = useState(settings.proxy.kind === 'manual')
  const choose = (kind: ProxySetting['kind']) => {
    setIsManual(kind === 'manual')
    // The address comes first: until there is one nothing changes.
    if (kind !== 'manual') change({ proxy: { kind } })
  }
  return (
    <>
      <SettingGroup title="Server">
        <ServerFacts keysHost={settings.keysHost} />
      </SettingGroup>
      <SettingGroup title="Proxy">
        <RadioCards
          legend="Proxy"
          isLegendHidden
          value={isManual ? 'manual' : settings.proxy.kind}
          choices={proxies}
          onChange={choose}
        />
        {isManual && (
          <ProxyField
            value={settings.proxy.kind === 'manual' ? settings.proxy.url : ''}
            onChange={(url) => change({ proxy: { kind: 'manual', url } })}
          />
        )}
        <p className="text-sm text-ink-muted">
          A proxy learns which server is asked and nothing else: the connection through it is encrypted from
          here to io.net, whose certificate is checked as always.
        </p>
      </SettingGroup>
      <SettingGroup title="Connection">
        <ConnectionTest />
      </SettingGroup>
    </>
  )
}

function ServerFacts({ keysHost }: { readonly keysHost: string }) {
  const account = useSnapshot((snapshot) => snapshot.account)
  return (
    <p className="text-ink-muted">
      <span className="font-mono text-sm text-ink">{visibleText(account?.keysHost ?? keysHost, 120)}</span>
      <span className="block text-sm">
        {account
          ? 'Another server needs the admin key again: disconnect, then connect there.'
          : 'Offered by the connect view, where another one can be chosen.'}
      </span>
    </p>
  )
}

function ProxyField({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (url: string) => void
}) {
  const { field, error } = useSavedText(value, checkUrl, onChange)
  return (
    <Field
      label="Address of the proxy"
      hint="Such as http://proxy.example.com:8080. Saved when you leave the field."
      error={error}
    >
      {(control) => <TextInput {...control} {...field} isCode maxLength={400} inputMode="url" />}
    </Field>
  )
}

function checkUrl(url: string) {
  if (url === '') return { error: 'Enter the address of the proxy, or choose another way.' }
  const proxy = proxySchema.safeParse({ kind: 'manual', url })
  return proxy.success ? { value: url } : { error: proxy.error.issues[0]?.message ?? '' }
}

/** The test is the refresh that every other place runs: nothing else would prove that keys can be read. */
function ConnectionTest() {
  const account = useSnapshot((snapshot) => snapshot.account)
  const problem = useProblem()
  const [state, setState] = useState<'idle' | 'busy' | 'done'>('idle')
  const test = async () => {
    problem.clear()
    setState('busy')
    const answer = await commands.sync.refresh({})
    setState(answer.ok ? 'done' : 'idle')
    if (!answer.ok) problem.report(answer.error)
  }
  return (
    <>
      <SettingRow label="Is io.net reached?" hint="Reads the list of keys once, by the way chosen above.">
        <Button
          isBusy={state === 'busy'}
          disabledReason={account ? null : 'Connect an account first.'}
          onClick={() => void test()}
        >
          Test connection
        </Button>
      </SettingRow>
      {state === 'done' && <Banner tone="good" title="The service answered" />}
      {problem.error && <ProblemBanner error={problem.error} />}
    </>
  )
}
