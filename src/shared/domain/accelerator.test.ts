// Shortcuts for the whole system: what may be chosen, and how it is spelled and read.
import { describe, expect, test } from 'vitest'
import { acceleratorFault } from '../../../test/electron/stand-in/accelerators.ts'
import { acceleratorOf, isAccelerator, type KeyPress, keysOfAccelerator } from './accelerator.ts'

const press = (code: string, key: string, held: string): KeyPress => ({
  code,
  key,
  ctrlKey: held.includes('c'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
  metaKey: held.includes('m'),
})

describe('a push of keys becomes a shortcut that the system takes', () => {
  test.each([
    [press('Space', ' ', 'cs'), 'Control+Shift+Space'],
    [press('KeyK', 'K', 'cas'), 'Control+Alt+Shift+K'],
    // A French keyboard types A where a US one has Q; ⌥ changes what a Mac types.
    [press('KeyQ', 'a', 'ca'), 'Control+Alt+A'],
    [press('KeyK', '˚', 'ca'), 'Control+Alt+K'],
    [press('Digit1', '!', 'cs'), 'Control+Shift+1'],
    [press('F13', 'F13', 'cs'), 'Control+Shift+F13'],
    [press('ArrowUp', 'ArrowUp', 'cm'), 'Control+Super+Up'],
  ])('%j', (keys, accelerator) => {
    expect(acceleratorOf(keys, 'linux')).toEqual({ accelerator })
    expect(isAccelerator(accelerator)).toBe(true)
    expect(acceleratorFault(accelerator, 'linux')).toBeNull()
  })

  test('the Windows key of a Mac is ⌘', () => {
    const chosen = acceleratorOf(press('KeyK', 'k', 'sm'), 'darwin')
    expect(chosen).toEqual({ accelerator: 'Shift+Command+K' })
    expect(keysOfAccelerator('Shift+Command+K', 'darwin')).toEqual(['⇧', '⌘', 'K'])
    expect(keysOfAccelerator('Control+Super+Up', 'win32')).toEqual(['Ctrl', 'Win', '↑'])
  })
})

describe('what may not be chosen', () => {
  test.each([
    press('KeyC', 'c', 'c'),
    press('KeyA', 'a', ''),
    press('KeyA', 'A', 's'),
    press('F5', 'F5', ''),
    press('Tab', 'Tab', 'ca'),
    press('Enter', 'Enter', 'cs'),
    press('Semicolon', 'ö', 'cs'),
    press('__proto__', '', 'cs'),
  ])('%j has a reason', (keys) => expect(acceleratorOf(keys, 'linux')).toHaveProperty('problem'))

  test('nothing is said while only modifiers are held', () => {
    expect(acceleratorOf(press('ShiftLeft', 'Shift', 'cs'), 'linux')).toBeNull()
  })

  test.each([
    ...['A', 'Control+A', 'Shift+A', 'F5', '', '+', 'Control++', 'Control+Shift', 'Control+Shift+'],
    ...['Control+Control+A', 'Shift+Control+A', 'control+shift+a', 'Control+Shift+a', 'Control+Shift+F25'],
    ...['Control+Shift+Enter', 'Control+Shift+A+B', ' Control+Shift+A', 'CommandOrControl+Shift+A'],
  ])('%j is no shortcut for the settings', (text) => expect(isAccelerator(text)).toBe(false))
})
