// The entry of the menu that locks Latchkey, or hides it where no passphrase is set.
import { EyeOff, LockKeyhole } from 'lucide-react'
import { useSnapshot } from '../../state/app-state.ts'
import { modKey } from '../../state/selectors.ts'
import { MenuItem } from '../../ui/menu.tsx'
import { lockNow } from './lock-now.ts'
import { lockVerb } from './lock-words.ts'

export function LockMenuItem() {
  const lock = useSnapshot((snapshot) => snapshot.lock)
  const mod = useSnapshot(modKey)
  return (
    <MenuItem icon={lock.hasPassphrase ? LockKeyhole : EyeOff} aside={`${mod}L`} onSelect={lockNow}>
      {lockVerb(lock)}
    </MenuItem>
  )
}
