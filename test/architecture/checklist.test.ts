// Electron's own security checklist: each of its twenty items, the promises that answer it, and the tests that hold those.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { recordFigure } from '../support/figures.ts'

const root = join(import.meta.dirname, '../..')

/** In the order of Electron's documentation. */
const checklist: readonly (readonly [item: string, ...promises: string[]])[] = [
  ['Only load secure content', 'R12', 'R33'],
  ['Disable Node.js integration for remote content', 'R1'],
  ['Enable context isolation', 'R1'],
  ['Enable process sandboxing', 'R1'],
  ['Handle permission requests', 'R9'],
  ['Do not disable webSecurity', 'R1'],
  ['Define a Content Security Policy', 'R10'],
  ['Do not enable allowRunningInsecureContent', 'R1'],
  ['Do not enable experimental features', 'R1'],
  ['Do not use enableBlinkFeatures', 'R1'],
  ['Do not use allowpopups for WebViews', 'R1'],
  ['Verify WebView options before creation', 'R13'],
  ['Disable or limit navigation', 'R13'],
  ['Disable or limit creation of new windows', 'R13'],
  ['Do not use shell.openExternal with untrusted content', 'R14'],
  ['Use a current version of Electron', 'R52', 'R54'],
  ['Validate the sender of all IPC messages', 'R4'],
  ['Avoid the file:// protocol', 'R11'],
  ['Check which fuses you can change', 'R51'],
  ['Do not expose Electron APIs to untrusted content', 'R2'],
]

/** The ten risks of desktop applications that OWASP lists. */
const desktopRisks: readonly (readonly [risk: string, ...promises: string[]])[] = [
  ['DA1 injections', 'R3', 'R15', 'R59'],
  ['DA2 broken authentication and sessions', 'R48', 'R49', 'R50'],
  ['DA3 exposure of sensitive data', 'R22', 'R25', 'R31'],
  ['DA4 improper cryptography', 'R16', 'R17', 'R18', 'R19', 'R20', 'R21'],
  ['DA5 improper authorization', 'R7', 'R23'],
  ['DA6 security misconfiguration', 'R1', 'R9', 'R51'],
  ['DA7 insecure communication', 'R33', 'R34'],
  ['DA8 poor code quality', 'R46', 'R52', 'R54'],
  ['DA9 components with known flaws', 'R53', 'R54'],
  ['DA10 insufficient logging', 'R31', 'R60'],
]

const promiseNumbers = Array.from({ length: 60 }, (_, index) => `R${index + 1}`)

/** The names of all tests and groups, as they are written. */
function testNames(): readonly string[] {
  return ['src', 'test']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    )
    .filter((file) => /\.test\.tsx?$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8')
      // A row of a table of tests counts by its first text.
      const names = text.matchAll(
        /(?:\b(?:it|test|describe)\b[^\n]*?\(|\)\(|^\s*\[\s*)(['"`])(R\d[^\n]*?)\1/gm,
      )
      return [...names].map((match) => match[2] ?? '')
    })
}

const names = testNames()
const isHeld = (promise: string) => names.some((name) => new RegExp(`\\b${promise}\\b`).test(name))

it.each([
  ['Electron checklist', 20, checklist],
  ['OWASP desktop risks', 10, desktopRisks],
] as const)('%s: each of the %i items is answered by promises that tests hold', (figure, count, list) => {
  const answered = list.filter(([, ...promises]) => promises.every(isHeld))
  recordFigure(figure, `${answered.length} of ${list.length} answered by tests`)
  const open = list.flatMap(([item, ...promises]) =>
    promises.filter((promise) => !isHeld(promise)).map((promise) => `${item}: no test for ${promise}`),
  )
  expect(list).toHaveLength(count)
  expect(open).toEqual([])
})

it('every promise of the threat model is held by tests that carry its number', () => {
  const model = readFileSync(join(root, 'docs/threat-model.md'), 'utf8')
  const written = promiseNumbers.filter((promise) => new RegExp(`(^|[ *])${promise} \\S`, 'm').test(model))
  const held = promiseNumbers.filter(isHeld)
  recordFigure(
    'Promises',
    `${held.length} of the ${promiseNumbers.length} in docs/threat-model.md have tests that carry their number`,
  )
  expect(written).toEqual(promiseNumbers)
  expect(promiseNumbers.filter((promise) => !isHeld(promise))).toEqual([])
})
