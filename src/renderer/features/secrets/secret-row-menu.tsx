// The menu of one secret's row: what can be done with it, deleting last and red.
import {
  Combine,
  Copy,
  Eraser,
  KeyRound,
  PencilLine,
  RefreshCw,
  Route,
  ScanSearch,
  Star,
  Tag,
  Trash2,
} from 'lucide-react'
import type { Secret } from '../../../shared/domain/secret.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { modKey } from '../../state/selectors.ts'
import { MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { openNotes, setFavourite } from '../notes/note-actions.ts'
import { secretSubject } from '../notes/subjects.ts'
import { RowMenuButton } from '../table-view/row-menu-button.tsx'
import type { OpenRowMenu } from '../table-view/use-row-menu.ts'
import {
  askToDelete,
  askWhichSecret,
  compareValue,
  copyName,
  copyValue,
  editSecret,
  eraseSealedCopy,
  replaceSharedValue,
  replaceValue,
} from './secret-actions.ts'
import { shownSecretName } from './secret-words.ts'

interface SecretRowMenuProps {
  readonly secret: Secret
  /** How many other secrets are known to have the same value. */
  readonly others: number
  /** Why the secret cannot be changed now. */
  readonly writeBlock: string | null
  readonly menu: OpenRowMenu
}

export function SecretRowMenu({ menu, ...rest }: SecretRowMenuProps) {
  return (
    <RowMenuButton rowId={rest.secret.id} name={shownSecretName(rest.secret)} menu={menu}>
      {() => <SecretMenuItems {...rest} />}
    </RowMenuButton>
  )
}

function SecretMenuItems({ secret, others, writeBlock }: Omit<SecretRowMenuProps, 'menu'>) {
  const mod = useSnapshot(modKey)
  return (
    <>
      <MenuItem
        icon={PencilLine}
        aside="Enter"
        disabledReason={writeBlock}
        onSelect={() => editSecret(secret)}
      >
        Edit…
      </MenuItem>
      <MenuItem icon={RefreshCw} disabledReason={writeBlock} onSelect={() => replaceValue(secret)}>
        Replace value…
      </MenuItem>
      {others > 0 && (
        <MenuItem icon={Combine} disabledReason={writeBlock} onSelect={() => replaceSharedValue(secret)}>
          Replace together with {others} {others === 1 ? 'other' : 'others'}…
        </MenuItem>
      )}
      <MenuItem icon={Tag} onSelect={() => openNotes('secret', secret.id)}>
        Notes and tags…
      </MenuItem>
      <MenuItem
        icon={Star}
        onSelect={() => void setFavourite(secretSubject(secret), !secret.notes.isFavourite)}
      >
        {secret.notes.isFavourite ? 'Remove from favourites' : 'Add to favourites'}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={ScanSearch} onSelect={() => compareValue(secret)}>
        Is this the value?…
      </MenuItem>
      <MenuItem icon={Route} onSelect={() => askWhichSecret(secret)}>
        Which secret is used?
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={Copy} aside={`${mod}C`} onSelect={() => void copyName(secret)}>
        Copy name
      </MenuItem>
      {secret.hasSealedCopy && (
        <>
          <MenuItem icon={KeyRound} onSelect={() => void copyValue(secret)}>
            {/* Somebody may have replaced the value elsewhere since the copy was sealed. */}
            {secret.fingerprint === 'stale' ? 'Copy value, maybe an old one' : 'Copy value'}
          </MenuItem>
          <MenuItem icon={Eraser} onSelect={() => void eraseSealedCopy(secret)}>
            Erase sealed copy…
          </MenuItem>
        </>
      )}
      <MenuSeparator />
      <MenuItem
        icon={Trash2}
        tone="danger"
        aside="Del"
        disabledReason={writeBlock}
        onSelect={() => askToDelete(secret)}
      >
        Delete…
      </MenuItem>
    </>
  )
}
