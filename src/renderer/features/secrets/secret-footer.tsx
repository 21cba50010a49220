// Under the secret table: totals and warnings, or what is selected and can be replaced or deleted together.
import { RefreshCw, Tag, Trash2, TriangleAlert } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { asOfTime } from '../../../shared/domain/expiry.ts'
import { type SecretRow, useNow, useSnapshot } from '../../state/app-state.ts'
import { changeSecretFilters } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { openNotes } from '../notes/note-actions.ts'
import { countWords, SelectionBar, TotalsBar } from '../table-view/footer-bars.tsx'
import { askToDelete, replaceValue } from './secret-actions.ts'
import { countSecrets } from './secret-words.ts'

interface SecretTotalsProps {
  readonly shown: readonly SecretRow[]
  readonly total: number
  readonly warningCount: number
  readonly onShowWarnings: () => void
}

export function SecretTotals({ shown, total, warningCount, onShowWarnings }: SecretTotalsProps) {
  const now = useNow()
  const asOf = useSnapshot(({ sync }) => sync.secretsAsOf)
  const defaults = useMemo(() => shown.filter(({ secret }) => secret.isDefault).length, [shown])
  const isUnknown = asOf === null && total === 0
  return (
    <TotalsBar
      start={
        <span>
          {!isUnknown && (
            <>
              {countWords(shown.length, total, ['secret', 'secrets'])}
              {defaults > 0 && (
                <>
                  {' · '}
                  <LinkButton onClick={() => changeSecretFilters({ isDefault: true, isNotDefault: false })}>
                    {defaults} {defaults === 1 ? 'default' : 'defaults'}
                  </LinkButton>
                </>
              )}
            </>
          )}
        </span>
      }
    >
      {warningCount > 0 && (
        <LinkButton onClick={onShowWarnings} className="text-warn hover:text-warn">
          <TriangleAlert aria-hidden className="mr-1 inline size-3.5 align-text-bottom" />
          {warningCount} {warningCount === 1 ? 'warning' : 'warnings'}
        </LinkButton>
      )}
      {asOf !== null && <span>as of {asOfTime(asOf, now)}</span>}
    </TotalsBar>
  )
}

interface LinkButtonProps {
  readonly onClick: () => void
  readonly className?: string
  readonly children: ReactNode
}

/** A figure that leads to what it counts. */
function LinkButton({ onClick, className = 'hover:text-ink', children }: LinkButtonProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className={`cursor-default rounded-sm underline decoration-dotted underline-offset-3 ${className}`}
    >
      {children}
    </button>
  )
}

interface SecretSelectionProps {
  readonly selectedIds: ReadonlySet<string>
  readonly shownIds: { readonly has: (id: string) => boolean }
  readonly writeBlock: string | null
}

export function SecretSelection({ selectedIds, shownIds, writeBlock }: SecretSelectionProps) {
  const { size } = selectedIds
  return (
    <SelectionBar section="secrets" label="Selected secrets" selectedIds={selectedIds} shownIds={shownIds}>
      <Button size="small" icon={Tag} onClick={() => openNotes('secret')}>
        Notes and tags…
      </Button>
      <Button
        size="small"
        icon={RefreshCw}
        disabledReason={writeBlock}
        onClick={() => replaceValue(undefined)}
      >
        Replace value of {size}…
      </Button>
      <Button
        size="small"
        variant="danger"
        icon={Trash2}
        disabledReason={writeBlock}
        onClick={() => askToDelete(undefined)}
      >
        Delete {countSecrets(size)}…
      </Button>
    </SelectionBar>
  )
}
