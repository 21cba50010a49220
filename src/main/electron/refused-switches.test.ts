// Unit tests of the switches a packaged Latchkey refuses.
import { expect, it } from 'vitest'
import { refusedSwitch } from './refused-switches.ts'

it.each([
  ['--remote-debugging-port=9222', '--remote-debugging-port'],
  ['--REMOTE-DEBUGGING-PORT=0', '--remote-debugging-port'],
  ['--no-sandbox', '--no-sandbox'],
  ['--ignore-certificate-errors', '--ignore-certificate-errors'],
  ['--password-store=basic', '--password-store=basic'],
  ['--password-store=basic_text', '--password-store=basic'],
  ['--use-mock-keychain', '--use-mock-keychain'],
  ['--js-flags=--expose-gc', '--js-flags'],
  ['--disable-web-security', '--disable-web-security'],
  ['--log-net-log=/tmp/x', '--log-net-log'],
  ['-remote-debugging-port=9222', '--remote-debugging-port'],
  ['-no-sandbox', '--no-sandbox'],
  ['/remote-debugging-port=9222', '--remote-debugging-port'],
  ['-password-store=basic', '--password-store=basic'],
  ['--single-process', '--single-process'],
  ['--renderer-cmd-prefix=gdb', '--renderer-cmd-prefix'],
])('R51 refuses %s', (argument, name) => {
  expect(refusedSwitch(['latchkey', argument])).toBe(name)
})

it.each([
  '--user-data-dir=/tmp/second',
  '--password-store=gnome-libsecret',
  '--no-sandboxes',
  '--lang=de',
  'no-sandbox',
  '/home/me/no-sandbox',
  '-psn_0_12345',
])('R51 lets %s pass', (argument) => {
  expect(refusedSwitch(['latchkey', argument])).toBeNull()
})
