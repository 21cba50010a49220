// Replaces the value of one secret, or of several that share it.
import { type FormEvent, useRef, useState } from 'react'
import { serviceOfTool } from '../../../shared/domain/integrations.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import { useAppState, useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { BatchFooter } from '../confirmed-batch/batch-footer.tsx'
import { CountField, useCountQuestion } from '../confirmed-batch/count-question.tsx'
import { LeftOut } from '../confirmed-batch/left-out.tsx'
import { KeepCopyField } from '../create-key/keep-copy-field.tsx'
import { LeaveQuestion } from '../key-form/leave-question.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { CheckSection } from '../secret-form/check-section.tsx'
import { ValueField } from '../secret-form/value-field.tsx'
import { countSecrets, quotedSecretName } from '../secrets/secret-words.ts'
import { OneTarget } from './one-target.tsx'
import { TargetList } from './target-list.tsx'
import { type Replacement, useReplacement } from './use-replacement.ts'

export interface ReplaceValueDialogProps {
  readonly secretIds: readonly string[]
}

export function ReplaceValueDialog({ secretIds }: ReplaceValueDialogProps) {
  const cancelRef = useRef<HTMLButtonElement>(null)
  const [otherIds] = useState(() => idsThatShare(secretIds))
  const [withOthers, setWithOthers] = useState(false)
  const replacement = useReplacement(withOthers ? [...secretIds, ...otherIds] : secretIds)
  const { batch, secretValue, waitSeconds, replace } = replacement
  const [isAsking, setIsAsking] = useState(false)
  const offlineReason = useSnapshot(writeBlock)
  const question = useCountQuestion(batch)
  const { step, rows, openCount, outcomes } = batch
  const leave = () => {
    const wouldLose = secretValue.value !== '' && step !== 'running' && openCount > 0
    if (wouldLose) setIsAsking(!isAsking)
    else closeDialog()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (offlineReason === null && question.block === null && waitSeconds === 0) replace()
  }
  return (
    <Dialog
      title={titleOf(rows)}
      description="The old value is gone for good: the service never tells it."
      width={rows.length > 1 ? 'large' : 'medium'}
      onClose={leave}
      initialFocusRef={secretValue.inputRef}
      footer={
        isAsking ? (
          <LeaveQuestion onStay={() => setIsAsking(false)} onLeave={closeDialog} />
        ) : (
          <BatchFooter
            batch={{ ...batch, confirm: replace }}
            cancelRef={cancelRef}
            block={waitSeconds > 0 ? 'The service asked to wait.' : question.block}
            verb={(count) => verbFor(count, replacement)}
            readFirst="Read first what is about to be replaced."
            onClose={leave}
          />
        )
      }
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-3">
        {offlineReason && (
          <Banner tone="warn" title={offlineReason}>
            Nothing is replaced later by itself: do it when the service answers again.
          </Banner>
        )}
        {batch.error && <ProblemBanner subject="secret" error={batch.error} title="No value was replaced" />}
        <Targets replacement={replacement} />
        {otherIds.length > 0 && outcomes.size === 0 && (
          <Checkbox
            label={`Also replace it in ${othersWords(otherIds.length)}`}
            hint={namesOf(otherIds)}
            checked={withOthers}
            disabled={step === 'preparing' || step === 'running'}
            onChange={(event) => setWithOthers(event.target.checked)}
          />
        )}
        <LeftOut count={batch.leftOut} />
        {openCount > 0 && <ValueFields replacement={replacement} />}
        <CountField question={question} label={(count) => `Type ${count} to replace all ${count} values`} />
        {/* Enter in a field does what the red button does. */}
        <button type="submit" hidden tabIndex={-1} aria-hidden />
      </form>
    </Dialog>
  )
}

function Targets({ replacement: { batch } }: { readonly replacement: Replacement }) {
  const { rows, outcomes } = batch
  const [only] = rows
  if (only && rows.length === 1) return <OneTarget secret={only} outcome={outcomes.get(only.id)} />
  return rows.length > 0 ? <TargetList rows={rows} outcomes={outcomes} /> : null
}

function ValueFields({ replacement }: { readonly replacement: Replacement }) {
  const { batch, secretValue, keepsCopy, setKeepsCopy, isSame } = replacement
  const { service, argument } = purposeOf(batch.rows)
  return (
    <>
      <ValueField label="New value" secretValue={secretValue} service={service} argument={argument} />
      {isSame && (
        <Banner tone="warn" title="This is the value that is already set">
          Replacing it would change nothing but its age.
        </Banner>
      )}
      {service && <CheckSection service={service} argument={argument} value={secretValue.value} />}
      <KeepCopyField
        value={keepsCopy}
        onChange={setKeepsCopy}
        hint="The new value can then be copied later. A copy of the old one is erased either way."
      />
    </>
  )
}

/** What the value is for, where that is the same for all of them. */
function purposeOf(secrets: readonly Secret[]) {
  const [first, ...others] = secrets
  const service = serviceOfTool(first?.toolName ?? null)
  const argument = first?.toolArg ?? null
  const isOne = others.every(
    ({ toolName, toolArg }) => serviceOfTool(toolName) === service && toolArg === argument,
  )
  return isOne ? { service, argument } : { service: undefined, argument: null }
}

/** Secrets beside the given ones that are known to have the value of one of them. */
function idsThatShare(secretIds: readonly string[]): readonly string[] {
  const { secrets } = useAppState.getState()
  const groups = new Set(secretIds.flatMap((id) => secrets.get(id)?.secret.sharedGroup ?? []))
  return [...secrets.values()].flatMap(({ secret: { id, sharedGroup } }) =>
    sharedGroup !== null && groups.has(sharedGroup) && !secretIds.includes(id) ? [id] : [],
  )
}

/** The first few by name. */
function namesOf(secretIds: readonly string[]): string {
  const { secrets } = useAppState.getState()
  const names = secretIds.slice(0, 3).map((id) => quotedSecretName(secrets.get(id)?.secret ?? { name: '' }))
  const more = secretIds.length - names.length
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function titleOf(secrets: readonly Secret[]): string {
  const [first] = secrets
  if (!first) return 'Replace value'
  return secrets.length === 1
    ? `Replace the value of ${quotedSecretName(first)}`
    : `Replace the value of ${countSecrets(secrets.length)}`
}

function othersWords(count: number): string {
  return count === 1 ? '1 other that shares this value' : `${count} others that share this value`
}

function verbFor(count: number, { isSame, isComparing, waitSeconds }: Replacement): string {
  if (isComparing) return 'Comparing…'
  const verb = count === 1 ? 'Replace value' : `Replace ${count} values`
  if (waitSeconds > 0) return `${verb} in ${waitSeconds} s`
  return isSame ? 'Replace anyway' : verb
}
