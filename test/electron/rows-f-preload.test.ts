// The sandboxed preload and what crosses the context bridge.
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type InlineApp, launchWindow } from './inline-app.ts'

const preload = `const electron = require('electron')
const { contextBridge, ipcRenderer } = require('electron/renderer')
let reads = 0
const kept = []
class Box { constructor() { this.own = 1 } method() {} }
contextBridge.exposeInMainWorld('tree', {
  deep: { list: [1, { a: 2 }] }, get count() { reads += 1; return reads }, box: new Box(), fresh: () => ({ a: 1 }),
})
contextBridge.exposeInMainWorld('door', {
  keep: (f) => { kept.push(f) }, isSame: () => kept[0] === kept[1], call: (x) => kept[0](x),
  echo: (value) => value,
  listen: (listener) => { ipcRenderer.on('news', listener) },
})
contextBridge.exposeInMainWorld('errors', {
  throws: () => { throw Object.assign(new TypeError('bad'), { code: 'E', cause: 1 }) },
  rejects: async () => { throw Object.assign(new RangeError('worse'), { code: 'E' }) },
  gives: () => Object.assign(new SyntaxError('given'), { code: 'E' }),
  odd: () => { throw { code: 1 } },
})
const taken = ['door', 'location', 'fetch'].map((name) => {
  try { return String(contextBridge.exposeInMainWorld(name, {})) } catch (error) { return error.message }
})
let unknown
try { require('node:fs') } catch (error) { unknown = error.message }
contextBridge.exposeInMainWorld('seen', {
  taken,
  unknown,
  electron: Object.keys(electron).sort().join(' '),
  known: ['electron/common', 'electron/renderer', 'events', 'node:timers', 'url'].map((name) => typeof require(name)).join(' '),
  globals: [typeof __dirname, typeof __filename, typeof Buffer, typeof setImmediate, typeof global].join(' '),
  process: [process.type, process.sandboxed, process.contextIsolated, process.platform, typeof process.env.PATH, typeof process.exit].join(' '),
  hasFlag: process.argv.includes('--flag'),
})`

describe('one page', () => {
  let app: InlineApp
  let page: Page
  beforeAll(async () => {
    app = await launchWindow(
      {
        preload,
        options: `{ webPreferences: { preload: join(import.meta.dirname, 'preload.cjs'), additionalArguments: ['--flag'] } }`,
        before: `ipcMain.handle('x', () => {})`,
        script: `window.atStart = typeof window.door
window.door = 'mine'; delete window.door
const frame = document.createElement('iframe'); frame.src = '/index.html?inner'
if (window === top) { document.body.append(frame); door.listen(() => { window.heard = true }) }`,
        main: `window.webContents.once('did-finish-load', () => window.webContents.send('news', 1))`,
      },
      { expectComplaints: [/must not cross/] },
    )
    page = await app.page()
  })
  afterAll(() => app.close())

  /** The value, or the error's words. */
  const attempt = (expression: string) =>
    page.evaluate(
      `(async () => { try { return await (${expression}) } catch (error) { return String(error) } })()`,
    )

  it('F1 the bridge takes one new name, once, and nobody can replace it', async () => {
    const words = 'Cannot bind an API on top of an existing property on the window object'
    expect(await page.evaluate('seen.taken')).toEqual([words, words, words])
    expect(await page.evaluate('typeof door')).toBe('object')
  })

  it('F2 the exposed tree is a frozen copy: getters are read once, prototypes and methods of classes are lost', async () => {
    const isFrozen = `[tree, tree.deep, tree.deep.list, tree.deep.list[1], tree.fresh].map((part) => Object.isFrozen(part))`
    expect(await page.evaluate(isFrozen)).toEqual([true, true, true, true, true])
    expect(
      await page.evaluate(`[tree.count, tree.count, Object.keys(tree.box), typeof tree.box.method]`),
    ).toEqual([1, 1, ['own'], 'undefined'])
    expect(await page.evaluate(`[Object.isFrozen(tree.fresh()), tree.fresh() === tree.fresh()]`)).toEqual([
      ...[false, false],
    ])
  })

  it('F3 each crossing of a function makes a new one', async () => {
    const seen = await page.evaluate(
      `(() => { const f = (x) => x + 1; door.keep(f); door.keep(f); return [door.isSame(), door.call(1)] })()`,
    )
    expect(seen).toEqual([false, 2])
  })

  it('F4 of an error only its message crosses', async () => {
    const look = (call: string) =>
      page.evaluate(`(async () => { let e; try { e = await errors.${call}() } catch (error) { e = error }
  return [e.constructor.name, e.message, e.code ?? null, e.cause ?? null] })()`)
    expect(await look('throws')).toEqual(['Error', 'bad', null, null])
    expect(await look('rejects')).toEqual(['Error', 'worse', null, null])
    expect(await look('gives')).toEqual(['Error', 'given', null, null])
    const words = expect.stringContaining('An unknown exception occurred')
    expect(await look('odd')).toEqual(['Error', words, null, null])
  })

  it('F5 F6 what can cross and what cannot', async () => {
    const kinds =
      await page.evaluate(`[new Map(), new Set(), new Date(0), /x/g, new Uint8Array([1]), Promise.resolve(1)]
  .map((value) => Object.prototype.toString.call(door.echo(value)))`)
    expect(kinds).toEqual(
      ['Map', 'Set', 'Date', 'RegExp', 'Uint8Array', 'Promise'].map((name) => `[object ${name}]`),
    )
    expect(await attempt(`door.echo(Promise.resolve({ a: 1 }))`)).toEqual({ a: 1 })
    for (const value of ['Symbol("x")', 'new WeakMap()', '(function* () {})()']) {
      expect(await attempt(`door.echo(${value})`)).toMatch(/An object could not be cloned/)
    }
    const nested = (levels: number) =>
      `(door.echo(Array(${levels}).fill(0).reduce((inner) => ({ inner }), {})), 'passed')`
    expect(await attempt(nested(450))).toBe('passed')
    expect(await attempt(nested(510))).toMatch(/recursion depth/)
  })

  it('F7 an event object that crosses to the page is a complaint', async () => {
    await expect.poll(app.complaints).toContainEqual(expect.stringContaining('must not cross'))
    expect(await page.evaluate('window.heard')).toBeUndefined()
  })

  it('F8 F9 F10 the preload sees exactly what a sandboxed one sees', async () => {
    expect(await page.evaluate('seen')).toMatchObject({
      electron: 'contextBridge crashReporter ipcRenderer nativeImage sharedTexture webFrame webUtils',
      known: 'object object function object object',
      unknown: 'module not found: node:fs',
      globals: 'undefined undefined function function object',
      process: 'renderer true true linux string undefined',
      hasFlag: true,
    })
  })

  it('F11 it runs before the page’s scripts, in the main frame only, and again after a reload', async () => {
    const look = () =>
      page.evaluate(`[window.atStart, typeof frames[0]?.door, frames[0]?.document.readyState]`)
    await expect.poll(look).toEqual(['object', 'undefined', 'complete'])
    await page.reload()
    await expect.poll(look).toEqual(['object', 'undefined', 'complete'])
  })

  it('F11 the page can neither see nor forge the preload’s line to main', async () => {
    const names = await page.evaluate(
      `Object.getOwnPropertyNames(globalThis).filter((name) => /^(_|electron|ipc|binding)/i.test(name))`,
    )
    expect(names).toEqual([])
  })
})

it('K3 a preload written as an ES module is dead: no bridge, a preload-error', async () => {
  const app = await launchWindow({
    preloadName: 'preload.mjs',
    preload: `import { contextBridge } from 'electron/renderer'\ncontextBridge.exposeInMainWorld('door', {})`,
    main: `window.webContents.on('preload-error', (_event, path, error) => console.log('preload-error', error.name))`,
  })
  await expect.poll(app.output).toContain('preload-error SyntaxError')
  expect(await (await app.page()).evaluate(`'door' in window`)).toBe(false)
  await app.close()
})
