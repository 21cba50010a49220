// What is ignored, at the end of hygiene: closed until somebody wants to look at it again.
import { ChevronRight, EyeOff } from 'lucide-react'
import { useId, useState } from 'react'
import { localDate } from '../../../shared/domain/expiry.ts'
import { type FindingKind, findingNames } from '../../../shared/domain/ignored-findings.ts'
import type { SubjectOfFinding } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { FindingRows } from './finding-card.tsx'
import { lookAgain, subjectWords } from './ignore-actions.ts'
import { keyFindingRows } from './key-finding.tsx'
import { secretFindingRows } from './secret-finding.tsx'
import type { HygieneLook } from './use-hygiene.ts'

interface IgnoredGroup {
  readonly finding: FindingKind
  readonly ids: readonly string[]
  readonly rowsOf: (most: number) => readonly SubjectOfFinding[]
}

/** Nothing where nothing is ignored. */
export function IgnoredSection({ look }: { readonly look: HygieneLook }) {
  const [isOpen, setIsOpen] = useState(false)
  const listId = useId()
  const groups = groupsOf(look)
  const count = groups.reduce((sum, { ids }) => sum + ids.length, 0)
  if (count === 0) return null
  return (
    <section aria-label="Ignored findings" className="rounded-lg border border-line">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setIsOpen(!isOpen)}
        className={classNames(
          'flex w-full cursor-default items-center gap-3 px-4 py-2.5 text-left text-ink-muted select-none hover:bg-hover hover:text-ink',
          isOpen ? 'rounded-t-lg' : 'rounded-lg',
        )}
      >
        <EyeOff aria-hidden className="size-4.5 shrink-0" />
        <span className="tabular-nums">{count.toLocaleString('en')} ignored</span>
        <ChevronRight
          aria-hidden
          className={classNames(
            'ml-auto size-4 transition-transform duration-100 motion-reduce:transition-none',
            isOpen && 'rotate-90',
          )}
        />
      </button>
      <div id={listId} hidden={!isOpen}>
        {isOpen && groups.map((group) => <Group key={group.finding} {...group} />)}
      </div>
    </section>
  )
}

function groupsOf(look: HygieneLook): readonly IgnoredGroup[] {
  const { ignored } = look.hygiene
  const dated = (finding: FindingKind, rows: readonly SubjectOfFinding[]) =>
    rows.map((row) => {
      const at = look.ignoredAt.get(finding)?.get(row.id)
      return {
        ...row,
        evidence: [row.evidence, at && `ignored ${localDate(at)}`].filter(Boolean).join(' · '),
      }
    })
  return [
    ...[...ignored.keys].map(([finding, keys]) => ({
      finding,
      ids: keys.map(({ id }) => id),
      rowsOf: (most: number) => dated(finding, keyFindingRows(finding, keys.slice(0, most), look)),
    })),
    ...[...ignored.secrets].map(([finding, secrets]) => ({
      finding,
      ids: secrets.map(({ id }) => id),
      rowsOf: (most: number) =>
        dated(
          finding,
          secretFindingRows(finding, secrets.slice(0, most), look.sharingSecrets, look.lookedAt),
        ),
    })),
  ]
}

const firstListed = 10
const listedMore = 200

function Group({ finding, ids, rowsOf }: IgnoredGroup) {
  const [most, setMost] = useState(firstListed)
  const titleId = useId()
  const name = findingNames[finding]
  const rest = ids.length - most
  return (
    <section aria-labelledby={titleId} className="border-t border-line">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1 py-1.5 pr-4 pl-11.5">
        <h3 id={titleId} className="flex-1 leading-6 font-semibold text-ink-muted">
          {`${name.charAt(0).toUpperCase()}${name.slice(1)}`}
          <span className="ml-2 font-normal tabular-nums">{subjectWords(finding, ids.length)}</span>
        </h3>
        {ids.length > 1 && (
          <Button
            size="small"
            variant="ghost"
            aria-label={`Look at all again: ${name}`}
            onClick={() => void lookAgain(finding, ids, subjectWords(finding, ids.length))}
          >
            Look at all again
          </Button>
        )}
      </header>
      <FindingRows
        rows={rowsOf(most)}
        rowAction={({ id, name: whom }) => (
          <Button
            size="small"
            aria-label={`Look again at ${whom}: ${name}`}
            onClick={() => void lookAgain(finding, [id], `“${whom}”`)}
          >
            Look again
          </Button>
        )}
      />
      {rest > 0 && (
        <p className="border-t border-line py-1.5 pl-9.5">
          <Button size="small" variant="ghost" onClick={() => setMost(most + listedMore)}>
            Show {Math.min(rest, listedMore).toLocaleString('en')} more
          </Button>
        </p>
      )}
    </section>
  )
}
