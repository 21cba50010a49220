// The choice of an emergency action, and what it would do to which keys.

import { useMemo, useState } from 'react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import {
  countKeys,
  type EmergencyAction,
  freezeCaution,
  keysOfEmergency,
  spentWords,
} from '../../../shared/domain/emergency.ts'
import { countTags, type TagCount } from '../../../shared/domain/notes.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useAppState } from '../../state/app-state.ts'
import { Field } from '../../ui/field.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { Select } from '../../ui/select.tsx'
import { DryRun } from './dry-run.tsx'

type Choice = EmergencyAction['action']

export interface ActionChoice {
  readonly choice: Choice
  readonly onChoose: (choice: Choice) => void
  readonly tags: readonly TagCount[]
  readonly tag: string | null
  readonly onTag: (tag: string) => void
  /** Null where it needs a tag and there is none. */
  readonly action: EmergencyAction | null
  /** The keys that it is about. */
  readonly keys: readonly ApiKey[]
  /** Why there is nothing to do; null where there is. */
  readonly block: string | null
}

/** Follows the rows: what main will ask about is computed from the same. */
export function useActionChoice(): ActionChoice {
  const rows = useAppState((state) => state.keys)
  const all = useMemo(() => [...rows.values()].map(({ key }) => key), [rows])
  const tags = useMemo(() => countTags(all.filter(({ ending }) => ending === null)), [all])
  const [choice, onChoose] = useState<Choice>('freezeAll')
  const [chosenTag, onTag] = useState<string | null>(null)
  const tag = chosenTag ?? tags[0]?.tag ?? null
  const action = useMemo(() => actionOf(choice, tag), [choice, tag])
  const keys = useMemo(() => (action ? keysOfEmergency(all, action) : []), [all, action])
  return { choice, onChoose, tags, tag, onTag, action, keys, block: nothingMeant(keys, action) }
}

function actionOf(choice: Choice, tag: string | null): EmergencyAction | null {
  if (choice === 'freezeAll' || choice === 'thawAll') return { action: choice }
  return tag === null ? null : { action: choice, tag }
}

function nothingMeant(keys: readonly ApiKey[], action: EmergencyAction | null): string | null {
  if (action === null) return 'No keys have tags.'
  return keys.length > 0 ? null : nothingWords[action.action]
}

const nothingWords: Readonly<Record<Choice, string>> = {
  freezeAll: 'No keys are left to freeze.',
  thawAll: 'No keys are frozen.',
  freezeTag: 'No keys with this tag are left to freeze.',
  revokeTag: 'No keys with this tag are left to revoke.',
}

const choices = [
  { value: 'freezeAll', label: 'Freeze all keys', hint: 'Sets every limit to 0. Can be taken back.' },
  { value: 'thawAll', label: 'Thaw all frozen keys', hint: 'Brings back the limits of before.' },
  { value: 'freezeTag', label: 'Freeze by tag', hint: 'Only keys with a tag. Can be taken back.' },
  { value: 'revokeTag', label: 'Revoke by tag', hint: 'Ends keys with a tag for good.' },
] as const

export function ChooseAction({ chosen }: { readonly chosen: ActionChoice }) {
  const { choice, onChoose, tag } = chosen
  const needsTag = choice === 'freezeTag' || choice === 'revokeTag'
  return (
    <>
      <RadioCards
        legend="What to do"
        isLegendHidden
        columns={2}
        value={choice}
        choices={choices}
        onChange={onChoose}
      />
      {needsTag && tag !== null && <TagField {...chosen} tag={tag} />}
      <Consequences {...chosen} />
    </>
  )
}

function TagField({ tags, tag, onTag }: Pick<ActionChoice, 'tags' | 'onTag'> & { readonly tag: string }) {
  return (
    <Field label="Tag">
      {(control) => (
        <Select
          {...control}
          className="max-w-72"
          value={tag}
          onChange={({ target }) => onTag(target.value)}
          options={tags.map(({ tag: value, count }) => ({
            value,
            label: `${visibleText(value, 60)} (${countKeys(count)})`,
          }))}
        />
      )}
    </Field>
  )
}

function Consequences({ choice, keys, block }: ActionChoice) {
  if (block) return <p className="text-ink-muted">{block}</p>
  return (
    <>
      <DryRun keys={keys} />
      <p className="text-ink-muted">
        {spentWords(keys)}{' '}
        {choice === 'revokeTag' && 'Whatever uses them stops working at once. This cannot be undone.'}
        {(choice === 'freezeAll' || choice === 'freezeTag') && freezeCaution}
      </p>
    </>
  )
}
