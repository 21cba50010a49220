// Whether a passphrase is set, and the forms to set, change and remove it.
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useSnapshot } from '../../state/app-state.ts'
import { Button } from '../../ui/button.tsx'
import { SettingRow } from '../settings/setting-row.tsx'
import { PassphraseForm } from './passphrase-form.tsx'
import { RemovePassphraseForm } from './remove-passphrase-form.tsx'

export function PassphraseRow() {
  const { hasPassphrase, isOnlyProtection } = useSnapshot((snapshot) => snapshot.lock)
  const vaultState = useSnapshot(({ vault }) => vault.state)
  const [form, setForm] = useState<'set' | 'remove' | null>(null)
  const setRef = useRef<HTMLButtonElement>(null)
  const close = () => {
    // The buttons are there again first.
    flushSync(() => setForm(null))
    setRef.current?.focus()
  }
  const waiting =
    vaultState === 'waiting' || vaultState === 'lockedByOs' ? 'The system’s keyring has to open first.' : null
  return (
    <>
      <SettingRow
        label="Passphrase"
        hint={
          hasPassphrase
            ? setWords(isOnlyProtection)
            : 'None: anybody at this computer can show what is hidden.'
        }
      >
        {form === null && (
          <span className="flex flex-wrap gap-2">
            <Button ref={setRef} size="small" disabledReason={waiting} onClick={() => setForm('set')}>
              {hasPassphrase ? 'Change…' : 'Set a passphrase…'}
            </Button>
            {hasPassphrase && (
              <Button
                size="small"
                disabledReason={isOnlyProtection ? onlyProtection : waiting}
                onClick={() => setForm('remove')}
              >
                Remove…
              </Button>
            )}
          </span>
        )}
      </SettingRow>
      {form === 'set' && <PassphraseForm onClose={close} />}
      {form === 'remove' && <RemovePassphraseForm onClose={close} />}
    </>
  )
}

const onlyProtection =
  'This computer offers no secure store, so nothing else would protect what is sealed here.'

function setWords(isOnlyProtection: boolean): string {
  return isOnlyProtection
    ? 'Set. It alone protects what is sealed here.'
    : 'Set. What is sealed here opens with it and with the system’s store together.'
}
