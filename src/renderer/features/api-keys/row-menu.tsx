// The menu of one row, at its end: what can be done with the key, revoking last and red.
import {
  CalendarPlus,
  Copy,
  History,
  KeyRound,
  LockKeyhole,
  Pencil,
  RefreshCw,
  ShieldX,
  Snowflake,
  Star,
  Sun,
  Tag,
} from 'lucide-react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { extendedExpiry, localDate } from '../../../shared/domain/expiry.ts'
import { rotationOf } from '../../../shared/domain/rotation.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { modKey } from '../../state/selectors.ts'
import { openDialog } from '../../state/ui-state.ts'
import { MenuItem, MenuSeparator, SubMenu } from '../../ui/menu.tsx'
import { askToFreeze, freezeBlock } from '../freeze-keys/freeze-actions.ts'
import { showHistoryOf } from '../history/history-actions.ts'
import { openNotes, setFavourite } from '../notes/note-actions.ts'
import { keySubject } from '../notes/subjects.ts'
import { rotateKey } from '../rotations/rotation-actions.ts'
import { RowMenuButton } from '../table-view/row-menu-button.tsx'
import type { OpenRowMenu } from '../table-view/use-row-menu.ts'
import { askToRevoke, copyIdentifier, copyValue, editKey, extendExpiry } from './key-actions.ts'
import { shownName } from './key-status.ts'

interface RowMenuProps {
  readonly apiKey: ApiKey
  /** A new key's value still waits to be stored. */
  readonly hasUnstoredValue: boolean
  readonly now: number
  /** Why the key cannot be changed now. */
  readonly writeBlock: string | null
  readonly menu: OpenRowMenu
}

export function RowMenu({ menu, ...rest }: RowMenuProps) {
  return (
    <RowMenuButton rowId={rest.apiKey.id} name={shownName(rest.apiKey)} menu={menu}>
      {() => <RowMenuItems {...rest} />}
    </RowMenuButton>
  )
}

const extensions = [30, 90]

function RowMenuItems({ apiKey, hasUnstoredValue, now, writeBlock }: Omit<RowMenuProps, 'menu'>) {
  const mod = useSnapshot(modKey)
  const rotations = useSnapshot((snapshot) => snapshot.rotations)
  const isRotating = rotationOf(rotations, apiKey.id)?.part === 'old'
  const hasValue = hasUnstoredValue || apiKey.hasSealedCopy
  const endedReason = apiKey.ending ? 'The key has ended.' : null
  const writeReason = endedReason ?? writeBlock
  const neverExpires = apiKey.expiresAt === null ? 'It never expires.' : null
  return (
    <>
      {hasValue && (
        <>
          <MenuItem icon={KeyRound} onSelect={() => void copyValue(apiKey)}>
            Copy value
          </MenuItem>
          <MenuItem
            icon={LockKeyhole}
            onSelect={() => openDialog({ kind: 'unstoredValue', keyId: apiKey.id })}
          >
            {hasUnstoredValue ? 'Store value…' : 'Show value…'}
          </MenuItem>
        </>
      )}
      <MenuItem icon={Copy} aside={`${mod}C`} onSelect={() => void copyIdentifier(apiKey)}>
        Copy identifier
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={Pencil} aside="Enter" disabledReason={writeReason} onSelect={() => editKey(apiKey)}>
        Edit…
      </MenuItem>
      <MenuItem icon={Tag} onSelect={() => openNotes('key', apiKey.id)}>
        Notes and tags…
      </MenuItem>
      <MenuItem icon={Star} onSelect={() => void setFavourite(keySubject(apiKey), !apiKey.notes.isFavourite)}>
        {apiKey.notes.isFavourite ? 'Remove from favourites' : 'Add to favourites'}
      </MenuItem>
      <MenuItem icon={History} onSelect={() => showHistoryOf(apiKey)}>
        History of this key
      </MenuItem>
      <SubMenu icon={CalendarPlus} label="Extend" disabledReason={writeReason ?? neverExpires}>
        {extensions.map((days) => (
          <MenuItem
            key={days}
            aside={localDate(extendedExpiry(apiKey.expiresAt, days, now))}
            onSelect={() => void extendExpiry(apiKey, days)}
          >
            By {days} days
          </MenuItem>
        ))}
        <MenuItem onSelect={() => editKey(apiKey)}>To a date or never…</MenuItem>
      </SubMenu>
      <MenuItem
        icon={RefreshCw}
        disabledReason={writeReason ?? (isRotating ? 'It is being rotated.' : null)}
        onSelect={() => rotateKey(apiKey)}
      >
        Rotate…
      </MenuItem>
      <MenuSeparator />
      {apiKey.frozen && !apiKey.ending ? (
        <MenuItem icon={Sun} disabledReason={writeReason} onSelect={() => askToFreeze(apiKey, 'thaw')}>
          Thaw…
        </MenuItem>
      ) : (
        <MenuItem
          icon={Snowflake}
          disabledReason={writeReason ?? freezeBlock(apiKey)}
          onSelect={() => askToFreeze(apiKey, 'freeze')}
        >
          Freeze…
        </MenuItem>
      )}
      <MenuItem
        icon={ShieldX}
        tone="danger"
        aside="Del"
        disabledReason={writeReason}
        onSelect={() => askToRevoke(apiKey)}
      >
        Revoke…
      </MenuItem>
    </>
  )
}
