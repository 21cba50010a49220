// Keyboard accelerators, parsed as strictly as the system that would register them.

const modifiers: Readonly<Record<string, string>> = {
  command: 'Cmd',
  cmd: 'Cmd',
  control: 'Ctrl',
  ctrl: 'Ctrl',
  commandorcontrol: 'CmdOrCtrl',
  cmdorctrl: 'CmdOrCtrl',
  alt: 'Alt',
  option: 'Alt',
  altgr: 'AltGr',
  shift: 'Shift',
  super: 'Super',
  meta: 'Super',
}
const keyNames =
  /^([a-z0-9]|f([1-9]|1\d|2[0-4])|[)!@#$%^&*(:;+=<,_\->.?/~`{\][|\\}"']|plus|space|tab|capslock|numlock|scrolllock|backspace|delete|insert|return|enter|up|down|left|right|home|end|pageup|pagedown|escape|esc|printscreen)$/i

/** Why the accelerator would do nothing on this system, or null. */
export function acceleratorFault(accelerator: string, os: string): string | null {
  const parts = accelerator.split('+')
  const key = parts.at(-1) ?? ''
  if (!keyNames.test(key)) return `"${key}" is no key`
  for (const part of parts.slice(0, -1)) {
    const modifier = modifiers[part.toLowerCase()]
    if (modifier === undefined) return `"${part}" is no modifier`
    if (modifier === 'Cmd' && os !== 'darwin') return 'Command exists on macOS only'
  }
  return null
}

/** One spelling for each combination, so that two can be compared. */
export function normalAccelerator(accelerator: string, os: string): string {
  const parts = accelerator.split('+')
  const names = parts.slice(0, -1).map((part) => {
    const name = modifiers[part.toLowerCase()] ?? part
    if (name !== 'CmdOrCtrl') return name
    return os === 'darwin' ? 'Cmd' : 'Ctrl'
  })
  return [...names.sort(), (parts.at(-1) ?? '').toUpperCase()].join('+')
}
