// How far an emergency action has come, and what it did not manage, to be tried again.
import type { FreezeOutcome, RevokeOutcome } from '../../../shared/domain/snapshot.ts'
import { openDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Meter } from '../../ui/meter.tsx'
import { quotedName } from '../api-keys/key-status.ts'
import { outcomeWords as freezeWords } from '../freeze-keys/freeze-words.ts'
import { outcomeWords as revokeWords } from '../revoke-keys/outcome-words.ts'
import { batchProgress, unsettledWords } from '../shell/batch-progress.ts'
import type { Panic, PanicBatch, Verb } from './use-panic.ts'

const words: Readonly<Record<Verb, { running: string; done: string; retry: string }>> = {
  freeze: { running: 'Freezing', done: 'frozen', retry: 'Freeze again…' },
  thaw: { running: 'Thawing', done: 'thawed', retry: 'Thaw again…' },
  revoke: { running: 'Revoking', done: 'revoked', retry: 'Revoke again…' },
}
const maxShown = 50

export function PanicProgress({ panic: { step, progress } }: { readonly panic: Panic }) {
  if (!progress) return <p className="text-ink-muted">Answer the question that Latchkey asks.</p>
  const { outcomes, verb } = progress
  const { openCount, unsettled } = batchProgress(outcomes)
  const done = outcomes.length - openCount
  return (
    <>
      {step === 'running' && (
        <div className="flex flex-col gap-1.5" role="status">
          <span>
            {words[verb].running} {done} of {outcomes.length}…
          </span>
          <Meter share={outcomes.length === 0 ? 0 : done / outcomes.length} tone="accent" />
        </div>
      )}
      {unsettled.length > 0 && <Unsettled verb={verb} outcomes={unsettled} hasEnded={step === 'ended'} />}
    </>
  )
}

function Unsettled({
  verb,
  outcomes,
  hasEnded,
}: PanicBatch & {
  readonly hasEnded: boolean
}) {
  const keyIds = outcomes.map(({ keyId }) => keyId)
  const retry = () =>
    openDialog(
      verb === 'revoke' ? { kind: 'revokeKeys', keyIds } : { kind: 'freezeKeys', keyIds, change: verb },
    )
  const more = outcomes.length - maxShown
  return (
    <Banner
      tone="danger"
      title={titleOf(verb, outcomes)}
      actions={
        hasEnded && (
          <Button size="small" onClick={retry}>
            {words[verb].retry}
          </Button>
        )
      }
    >
      <span className="block max-h-48 overflow-y-auto">
        {outcomes.slice(0, maxShown).map((outcome) => (
          <span key={outcome.keyId} className="block">
            {quotedName(outcome)}: {noteOf(verb, outcome)}
          </span>
        ))}
        {more > 0 && <span className="block">and {more} more</span>}
      </span>
    </Banner>
  )
}

function titleOf(verb: Verb, outcomes: PanicBatch['outcomes']): string {
  const { length } = outcomes
  // What is true of each key is said beside its name.
  const shared = { subject: `${length} ${length === 1 ? 'key' : 'keys'}`, still: '', mayBe: '' }
  return unsettledWords(outcomes, { ...shared, done: words[verb].done }).title
}

function noteOf(verb: Verb, outcome: PanicBatch['outcomes'][number]): string {
  const { word, note } =
    verb === 'revoke' ? revokeWords(outcome as RevokeOutcome) : freezeWords(verb, outcome as FreezeOutcome)
  return note ?? word
}
