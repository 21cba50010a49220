// The columns of the secret table: what each shows, how it sorts, how wide it starts.
import { serviceOfTool } from '../../../shared/domain/integrations.ts'
import type { SecretRow } from '../../state/app-state.ts'
import type { DataTableColumn } from '../../ui/data-table/column.ts'
import { DateCell } from '../table-view/cells.tsx'
import type { OpenRowMenu } from '../table-view/use-row-menu.ts'
import type { ClashNote } from './clash-words.ts'
import { AgeCell, CodeCell, DefaultCell, MaskCell, SecretNameCell, ServiceCell } from './secret-cells.tsx'
import { SecretRowMenu } from './secret-row-menu.tsx'
import { shownSecretName } from './secret-words.ts'

/** What every cell needs besides its row. */
export interface SecretCellContext {
  readonly now: number
  /** The words searched for, to be marked. */
  readonly terms: readonly string[]
  readonly tagTerms: readonly string[]
  readonly writeBlock: string | null
  readonly notesById: ReadonlyMap<string, readonly ClashNote[]>
  /** How many secrets share the value of a group. */
  readonly groupSizes: ReadonlyMap<string, number>
  readonly menu: OpenRowMenu
}

const noNotes: readonly ClashNote[] = []

export const secretColumns: readonly DataTableColumn<SecretRow, SecretCellContext>[] = [
  {
    id: 'name',
    label: 'Name',
    width: 188,
    minWidth: 120,
    isGrowing: true,
    pin: 'start',
    sortValue: ({ secret }) => shownSecretName(secret),
    cell: ({ secret }, { terms, tagTerms, notesById, groupSizes }) => (
      <SecretNameCell
        secret={secret}
        terms={terms}
        tagTerms={tagTerms}
        notes={notesById.get(secret.id) ?? noNotes}
        groupSize={groupSizes.get(secret.sharedGroup ?? '') ?? 0}
      />
    ),
  },
  {
    id: 'service',
    label: 'Service',
    width: 120,
    minWidth: 80,
    // Services by name, then what belongs to none.
    sortValue: ({ secret }) => serviceOfTool(secret.toolName)?.name,
    cell: ({ secret }, { terms }) => <ServiceCell secret={secret} terms={terms} />,
  },
  {
    id: 'tool',
    label: 'Tool',
    width: 148,
    minWidth: 80,
    sortValue: ({ secret }) => secret.toolName ?? undefined,
    cell: ({ secret }, { terms }) => <CodeCell text={secret.toolName} terms={terms} />,
  },
  {
    id: 'argument',
    label: 'Argument',
    width: 104,
    minWidth: 72,
    sortValue: ({ secret }) => secret.toolArg ?? undefined,
    cell: ({ secret }, { terms }) => <CodeCell text={secret.toolArg} terms={terms} />,
  },
  {
    id: 'default',
    label: 'Default',
    width: 78,
    minWidth: 72,
    // Defaults first: they are what agents take.
    sortValue: ({ secret }) => (secret.isDefault ? 0 : 1),
    cell: ({ secret }) => <DefaultCell secret={secret} />,
  },
  {
    id: 'mask',
    label: 'Mask',
    width: 104,
    minWidth: 72,
    sortValue: ({ secret }) => secret.display || undefined,
    cell: ({ secret }, { terms }) => <MaskCell secret={secret} terms={terms} />,
  },
  {
    id: 'age',
    label: 'Value age',
    width: 138,
    minWidth: 80,
    sortsDescendingFirst: true,
    // By the greatest age possible: what is not certain may be that old.
    sortValue: ({ secret }) => (secret.valueSetFrom === null ? undefined : -secret.valueSetFrom),
    cell: ({ secret }, { now }) => <AgeCell secret={secret} now={now} />,
  },
  {
    id: 'created',
    label: 'Created',
    width: 102,
    minWidth: 80,
    sortsDescendingFirst: true,
    sortValue: ({ secret }) => secret.createdAt ?? undefined,
    cell: ({ secret }) => <DateCell at={secret.createdAt} what="Created" />,
  },
  {
    id: 'updated',
    label: 'Updated',
    width: 102,
    minWidth: 80,
    sortsDescendingFirst: true,
    sortValue: ({ secret }) => secret.updatedAt ?? undefined,
    cell: ({ secret }) => <DateCell at={secret.updatedAt} what="Last changed" />,
  },
  {
    id: 'actions',
    label: 'Actions',
    isLabelHidden: true,
    width: 44,
    isResizable: false,
    pin: 'end',
    cell: ({ secret }, { writeBlock, groupSizes, menu }) => (
      <SecretRowMenu
        secret={secret}
        others={(groupSizes.get(secret.sharedGroup ?? '') ?? 1) - 1}
        writeBlock={writeBlock}
        menu={menu}
      />
    ),
  },
]

/** What a column is called; its id where there is none of it any more. */
export function secretColumnLabel(columnId: string): string {
  return secretColumns.find(({ id }) => id === columnId)?.label ?? columnId
}
