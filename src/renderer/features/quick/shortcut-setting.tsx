// Chooses the shortcut of the whole system that opens the quick window, and tells whether it is to be had.
import { useEffect, useRef, useState } from 'react'
import { acceleratorOf, keysOfAccelerator } from '../../../shared/domain/accelerator.ts'
import type { SettingsChanges } from '../../../shared/domain/settings.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { announce } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { useLatest } from '../../ui/use-latest.ts'
import { type ShortcutWords, shortcutState } from './shortcut-words.ts'

export interface ShortcutSettingProps {
  readonly onChange: (changes: SettingsChanges) => void
}

/** A row of the settings: the label at its left, the keys and their buttons at its right, what is the matter below. */
export function ShortcutSetting({ onChange }: ShortcutSettingProps) {
  const { quickShortcut } = useSnapshot(({ settings }) => settings)
  const platform = useSnapshot((snapshot) => snapshot.platform)
  const shortcut = useSnapshot((snapshot) => snapshot.shortcut)
  const recorder = useRecorder((accelerator) => onChange({ quickShortcut: accelerator }))
  const chooseRef = useRef<HTMLButtonElement>(null)
  const told = recorder.problem ?? shortcutState(quickShortcut, shortcut, platform)
  const turnOff = () => {
    onChange({ quickShortcut: null })
    // This button goes with the shortcut.
    chooseRef.current?.focus()
  }
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <span id="quick-shortcut">Shortcut that opens it from any program</span>
          <span className="block text-sm text-ink-muted">
            A small search above all other windows, to copy or revoke without opening Latchkey.
          </span>
        </div>
        <span className="flex items-center gap-2">
          {quickShortcut !== null && !recorder.isOn && (
            <span className="flex items-center gap-1">
              {keysOfAccelerator(quickShortcut, platform).map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </span>
          )}
          <Button
            ref={chooseRef}
            size="small"
            aria-describedby="quick-shortcut"
            aria-pressed={recorder.isOn}
            onClick={recorder.toggle}
            onBlur={recorder.stop}
          >
            {recorder.isOn ? 'Press the keys…' : quickShortcut === null ? 'Choose keys' : 'Change keys'}
          </Button>
          {quickShortcut !== null && (
            <Button size="small" variant="ghost" onClick={turnOff}>
              Turn off
            </Button>
          )}
        </span>
      </div>
      <p role="status" className={`text-sm ${told?.isBad ? 'text-danger' : 'text-ink-muted'}`}>
        {told?.text}
      </p>
    </div>
  )
}

/** Takes the next push of keys; Escape and Tab leave everything as it is. */
function useRecorder(onChosen: (accelerator: string) => void) {
  const platform = useSnapshot((snapshot) => snapshot.platform)
  const [isOn, setIsOn] = useState(false)
  const [problem, setProblem] = useState<ShortcutWords | null>(null)
  const stop = () => {
    setIsOn(false)
    setProblem(null)
  }
  const take = useLatest((event: KeyboardEvent) => {
    if (event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return stop()
    const chosen = chosenKeys(event, platform)
    if (chosen === null) return
    if ('problem' in chosen) return setProblem({ text: chosen.problem, isBad: true })
    stop()
    onChosen(chosen.accelerator)
    announce(`Shortcut ${keysOfAccelerator(chosen.accelerator, platform).join(' ')} chosen`)
  })
  useEffect(() => {
    if (!isOn) return
    // At the window, before dialog and app get to see keys that are theirs otherwise.
    window.addEventListener('keydown', take, { capture: true })
    return () => window.removeEventListener('keydown', take, { capture: true })
  }, [isOn, take])
  return { isOn, problem, stop, toggle: () => (isOn ? stop() : setIsOn(true)) }
}

function chosenKeys(event: KeyboardEvent, platform: Snapshot['platform']) {
  // What AltGr types is text on many keyboards, and no shortcut may take it away.
  if (event.getModifierState('AltGraph')) return { problem: 'AltGr types letters. Use Ctrl, Alt or Shift.' }
  return acceleratorOf(event, platform)
}
