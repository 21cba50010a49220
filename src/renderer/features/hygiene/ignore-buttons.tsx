// The buttons that ignore a finding: for one key or secret, or for those chosen among all.
import type { FindingKind } from '../../../shared/domain/ignored-findings.ts'
import type { SubjectOfFinding } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { askWhomToIgnore, ignoreOne } from './ignore-actions.ts'

interface IgnoreOneProps {
  readonly finding: FindingKind
  readonly id: string
  /** Already made visible. */
  readonly name: string
}

/** It changes nothing of the key or secret, so that it needs no connection. */
export function IgnoreOne({ finding, id, name }: IgnoreOneProps) {
  return (
    <Button
      size="small"
      variant="ghost"
      aria-label={`Ignore this finding for ${name}`}
      onClick={() => void ignoreOne(finding, id, name)}
    >
      Ignore
    </Button>
  )
}

/** Most rows that the question lists. */
const maxAsked = 500

interface IgnoreAllProps {
  readonly finding: FindingKind
  /** Whom it is about: "keys never expire". */
  readonly title: string
  readonly count: number
  readonly rowsOf: (most: number) => readonly SubjectOfFinding[]
}

export function IgnoreAll({ finding, title, count, rowsOf }: IgnoreAllProps) {
  return (
    <Button
      size="small"
      variant="ghost"
      aria-label={`Choose for which to ignore: ${title}`}
      onClick={() => askWhomToIgnore(finding, rowsOf(maxAsked), count)}
    >
      Ignore…
    </Button>
  )
}
