// The spelling of a shortcut that works in every program: which ones may be chosen, and how they are read out.

/** One push of a key as the page gets it. */
export interface KeyPress {
  /** What it types. */
  readonly key: string
  /** Where it lies, by the names of a US keyboard. */
  readonly code: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
}

type Platform = 'linux' | 'darwin' | 'win32'

/** In the order in which they are written. */
const modifiers: readonly string[] = ['Control', 'Alt', 'Shift', 'Super', 'Command']
const namedKeys = [
  'Space',
  'Up',
  'Down',
  'Left',
  'Right',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Insert',
] as const
const keyForm = new RegExp(`^([A-Z]|[0-9]|F([1-9]|1\\d|2[0-4])|${namedKeys.join('|')})$`)

/** With fewer it would take a key away that other programs use themselves. */
const minModifiers = 2

/** Whether a text is a shortcut that may be registered for the whole system, such as `Control+Shift+Space`. */
export function isAccelerator(text: string): boolean {
  const parts = text.split('+')
  const held = parts.slice(0, -1)
  const order = held.map((part) => modifiers.indexOf(part))
  const isInOrder = order.every((place, index) => place > (order[index - 1] ?? -1))
  return held.length >= minModifiers && isInOrder && keyForm.test(parts.at(-1) ?? '')
}

/** What a push of keys would be as a shortcut: its spelling, or why it can be none; null while only modifiers are held. */
export function acceleratorOf(
  press: KeyPress,
  platform: Platform,
): { readonly accelerator: string } | { readonly problem: string } | null {
  if (/^(Control|Alt|AltGraph|Shift|Meta|OS|CapsLock|Fn|Dead|Process)/.test(press.key)) return null
  const key = keyOf(press)
  if (key === null)
    return { problem: 'That key cannot be part of it. Use a letter, a figure, Space or F1 to F24.' }
  const held = heldModifiers(press, platform)
  if (held.length < minModifiers) {
    return { problem: `Hold two of ${modifierWords(platform)} with it: programs use the others themselves.` }
  }
  return { accelerator: [...held, key].join('+') }
}

/** The keys of a shortcut as they are printed on the keyboard. */
export function keysOfAccelerator(accelerator: string, platform: Platform): readonly string[] {
  return accelerator.split('+').map((part) => {
    if (platform === 'darwin') return macKeys[part] ?? part
    if (part === 'Super') return platform === 'win32' ? 'Win' : 'Super'
    return part === 'Control' ? 'Ctrl' : (arrows[part] ?? part)
  })
}

const arrows: Readonly<Record<string, string>> = { Up: '↑', Down: '↓', Left: '←', Right: '→' }
const macKeys: Readonly<Record<string, string>> = {
  ...arrows,
  Control: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Command: '⌘',
  Super: '⌘',
}

function modifierWords(platform: Platform): string {
  if (platform === 'darwin') return '⌃, ⌥, ⇧ and ⌘'
  return platform === 'win32' ? 'Ctrl, Alt, Shift and Win' : 'Ctrl, Alt, Shift and Super'
}

function heldModifiers(press: KeyPress, platform: Platform): readonly string[] {
  return [
    ...(press.ctrlKey ? ['Control'] : []),
    ...(press.altKey ? ['Alt'] : []),
    ...(press.shiftKey ? ['Shift'] : []),
    ...(press.metaKey ? [platform === 'darwin' ? 'Command' : 'Super'] : []),
  ]
}

const codes: Readonly<Record<string, (typeof namedKeys)[number]>> = {
  Space: 'Space',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Insert: 'Insert',
}

/** Letters by what they type, because keyboards differ; where a modifier changes that, by where they lie. */
function keyOf({ key, code }: KeyPress): string | null {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase()
  const placed = /^(?:Key([A-Z])|Digit(\d)|(F\d{1,2}))$/.exec(code)
  const found =
    placed?.[1] ?? placed?.[2] ?? placed?.[3] ?? (Object.hasOwn(codes, code) ? codes[code] : undefined)
  return found !== undefined && keyForm.test(found) ? found : null
}
