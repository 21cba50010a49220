// Tests an entered value at its service before it is saved, where the service has something harmless to ask.
import { FlaskConical } from 'lucide-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { isUnsure, type Service, type ServiceArgument } from '../../../shared/domain/integrations.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { AppError } from '../../../shared/errors.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { checkHost, type KnownCheck, knownCheck, verdictWords } from './check-words.ts'
import { MaskedInput } from './masked-input.tsx'
import { NotVerified } from './not-verified.tsx'
import { useValueCheck } from './use-value-check.ts'

export interface CheckSectionProps {
  readonly service: Service
  /** The argument that the value is for, as it stands in the form. */
  readonly argument: string | null
  readonly value: string
}

export function CheckSection({ service, argument, value }: CheckSectionProps) {
  const known = knownCheck(service, argument)
  if (known === null) {
    return (
      <p className="text-sm text-ink-muted">
        {service.check === null
          ? `There is no harmless way to test this at ${service.name}: an agent’s first use of it will tell.`
          : 'This argument cannot be tested by itself.'}
      </p>
    )
  }
  return <CheckPanel key={known.ownArgument} service={service} known={known} value={value} />
}

interface CheckPanelProps {
  readonly service: Service
  readonly known: KnownCheck
  readonly value: string
}

function CheckPanel({ service, known: { check, ownArgument, others }, value }: CheckPanelProps) {
  const [extras, setExtras] = useState<Readonly<Record<string, string>>>({})
  const valueCheck = useValueCheck()
  const isSandbox = useSnapshot(({ account }) => account?.kind === 'sandbox')
  const args = { ...extras, [ownArgument]: value }
  const host = checkHost(check, args)
  const { error, ofField } = splitError(valueCheck.error, others)
  const block = testBlock(
    value,
    others.find(({ name }) => (extras[name] ?? '').trim() === ''),
    host,
  )
  const test = () => {
    if (block === null && !valueCheck.isRunning) valueCheck.run(service.id, args)
  }
  // The answer is about what was entered then.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another value or host is what clears it
  useEffect(() => valueCheck.clear(), [value, extras])
  return (
    <section
      aria-label="Test before saving"
      className="flex flex-col gap-2.5 rounded-lg border border-line p-3"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
        <p className="min-w-48 flex-1 leading-5">
          <span className="font-medium">Test before saving</span>
          {isUnsure(service, 'check') && <NotVerified className="ml-1.5" />}
          <span className="block text-sm text-ink-muted">
            {isSandbox
              ? 'Played by the sandbox: nothing leaves this computer.'
              : 'Asks the service one harmless question with it; nothing is changed there.'}
          </span>
        </p>
        <Button
          icon={FlaskConical}
          className="max-w-full min-w-0"
          isBusy={valueCheck.isRunning}
          disabledReason={block}
          onClick={test}
        >
          <span className="truncate">{host === null ? 'Test' : `Test at ${visibleText(host, 60)}`}</span>
        </Button>
      </div>
      {others.length > 0 && (
        <ExtraFields
          others={others}
          errorOf={ofField}
          onEnter={test}
          onChange={(name, text) => setExtras((before) => ({ ...before, [name]: text }))}
        />
      )}
      {error && <ProblemBanner subject="secret" error={error} title="The test was not made" />}
      {valueCheck.verdict && <Verdict {...verdictWords(valueCheck.verdict, service)} />}
    </section>
  )
}

function Verdict({ tone, title, text }: ReturnType<typeof verdictWords>) {
  return (
    <Banner tone={tone} title={title}>
      {text}
    </Banner>
  )
}

function testBlock(value: string, missing: ServiceArgument | undefined, host: string | null): string | null {
  if (value === '') return 'Enter the value first.'
  if (missing) return `Fill in “${missing.label}” first.`
  return host === null ? 'What is entered makes no https:// address.' : null
}

/** What is wrong with one of the extra fields belongs there, and the rest above them. */
function splitError(whole: AppError | null, others: readonly ServiceArgument[]) {
  const problems = whole?.fields ?? []
  const isExtra = (field: string) => others.some(({ name }) => name === field)
  const rest = problems.filter(({ field }) => !isExtra(field))
  const areAllExtra = problems.length > 0 && rest.length === 0
  const error = whole === null || areAllExtra ? null : { ...whole, ...(whole.fields ? { fields: rest } : {}) }
  return {
    error,
    ofField: (name: string) => problems.find(({ field }) => field === name)?.message,
  }
}

/** Uncontrolled and masked like the value itself; they are needed for the test and saved nowhere. */
function ExtraFields({
  others,
  errorOf,
  onEnter,
  onChange,
}: {
  readonly others: readonly ServiceArgument[]
  readonly errorOf: (name: string) => string | undefined
  readonly onEnter: () => void
  readonly onChange: (name: string, text: string) => void
}) {
  const handleKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    // Enter would save the form around it.
    event.preventDefault()
    onEnter()
  }
  return (
    <>
      <p className="text-sm text-ink-muted">The test also needs this. It is not saved:</p>
      <div className="grid gap-2.5 sm:grid-cols-2">
        {others.map(({ name, label, isSecret }) => (
          <Field key={name} label={label} error={errorOf(name)}>
            {(control) =>
              isSecret ? (
                <MaskedInput
                  {...control}
                  noun={label}
                  onKeyDown={handleKey}
                  onChange={(event) => onChange(name, event.target.value)}
                />
              ) : (
                <TextInput
                  {...control}
                  onKeyDown={handleKey}
                  onChange={(event) => onChange(name, event.target.value)}
                />
              )
            }
          </Field>
        ))}
      </div>
    </>
  )
}
