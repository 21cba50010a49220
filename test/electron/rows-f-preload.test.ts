// The sandboxed preload and what crosses the context bridge.
import type { Page } from 'playwright'
import { afterEach, expect, it } from 'vitest'
import { type InlineApp, launchFiles, windowApp } from './inline-app.ts'
import type { LaunchOptions } from './running-app.ts'

let running: InlineApp | null = null
afterEach(async () => {
  await running?.kill()
  running = null
})

async function open(parts: Parameters<typeof windowApp>[0], options?: LaunchOptions) {
  running = await launchFiles(windowApp(parts), options)
  await expect.poll(running.output, { timeout: 10_000 }).toContain('LOADED')
  return { app: running, page: await running.page() }
}
const door = (api: string, rest = '') => `const { contextBridge, ipcRenderer } = require('electron/renderer')
contextBridge.exposeInMainWorld('door', ${api})
${rest}`
const attempt = (page: Page, expression: string) =>
  page.evaluate(
    `(async () => { try { return await (${expression}) } catch (error) { return String(error) } })()`,
  )

it('F1 the bridge takes one new name, once, and nobody can replace it', async () => {
  const { app, page } = await open({
    preload: door(
      '{ a: 1 }',
      `for (const name of ['door', 'location', 'fetch']) {
  try { contextBridge.exposeInMainWorld(name, {}) } catch (error) { ipcRenderer.send('words', error.message) }
}`,
    ),
    before: `ipcMain.on('words', (_event, words) => console.log(words))`,
    script: `window.door = 'mine'; delete window.door`,
  })
  expect(await page.evaluate('door.a')).toBe(1)
  const words = 'Cannot bind an API on top of an existing property on the window object'
  await expect.poll(() => app.output().split(words).length - 1).toBe(3)
  await app.close()
})

it('F2 the exposed tree is a frozen copy: getters are read once, prototypes and methods of classes are lost', async () => {
  const { app, page } = await open({
    preload: door(`(() => {
  let reads = 0
  class Box { constructor() { this.own = 1 } method() {} }
  return { deep: { list: [1, { a: 2 }] }, get count() { reads += 1; return reads }, box: new Box(), fresh: () => ({ a: 1 }) }
})()`),
  })
  expect(
    await page.evaluate(
      `[door, door.deep, door.deep.list, door.deep.list[1], door.fresh].map((part) => Object.isFrozen(part))`,
    ),
  ).toEqual([true, true, true, true, true])
  expect(
    await page.evaluate(`[door.count, door.count, Object.keys(door.box), typeof door.box.method]`),
  ).toEqual([...[1, 1, ['own'], 'undefined']])
  expect(await page.evaluate(`[Object.isFrozen(door.fresh()), door.fresh() === door.fresh()]`)).toEqual([
    false,
    false,
  ])
  await app.close()
})

it('F3 each crossing of a function makes a new one', async () => {
  const { app, page } = await open({
    preload: door(`(() => {
  const kept = []
  return { keep: (f) => { kept.push(f) }, isSame: () => kept[0] === kept[1], call: (x) => kept[0](x) }
})()`),
  })
  const seen = await page.evaluate(
    `(() => { const f = (x) => x + 1; door.keep(f); door.keep(f); return [door.isSame(), door.call(1)] })()`,
  )
  expect(seen).toEqual([false, 2])
  await app.close()
})

it('F4 of an error only its message crosses', async () => {
  const { app, page } = await open({
    preload: door(`{
  throws: () => { throw Object.assign(new TypeError('bad'), { code: 'E', cause: 1 }) },
  rejects: async () => { throw Object.assign(new RangeError('worse'), { code: 'E' }) },
  odd: () => { throw { code: 1 } },
  gives: () => Object.assign(new SyntaxError('given'), { code: 'E' }),
}`),
  })
  const look = (call: string) =>
    page.evaluate(`(async () => { let e; try { e = await door.${call}() } catch (error) { e = error }
  return [e.constructor.name, e.message, e.code ?? null, e.cause ?? null] })()`)
  expect(await look('throws')).toEqual(['Error', 'bad', null, null])
  expect(await look('rejects')).toEqual(['Error', 'worse', null, null])
  expect(await look('gives')).toEqual(['Error', 'given', null, null])
  expect(await look('odd')).toEqual([
    'Error',
    expect.stringContaining('An unknown exception occurred'),
    null,
    null,
  ])
  await app.close()
})

it('F5 F6 what can cross and what cannot', async () => {
  const { app, page } = await open({ preload: door('{ echo: (value) => value }') })
  const echoed = await page.evaluate(`(async () => {
  const inner = Object.prototype.toString
  const values = [new Map([[1, 2]]), new Set([1]), new Date(0), /x/g, new Uint8Array([1]), Promise.resolve(1)]
  return values.map((value) => inner.call(door.echo(value)))
})()`)
  expect(echoed).toEqual(
    ['Map', 'Set', 'Date', 'RegExp', 'Uint8Array', 'Promise'].map((name) => `[object ${name}]`),
  )
  expect(await attempt(page, `door.echo(Promise.resolve({ a: 1 }))`)).toEqual({ a: 1 })
  for (const value of ['Symbol("x")', 'new WeakMap()', '(function* () {})()']) {
    expect(await attempt(page, `door.echo(${value})`)).toMatch(/An object could not be cloned/)
  }
  const nested = (levels: number) =>
    `door.echo(Array(${levels}).fill(0).reduce((inner) => ({ inner }), {})), 'passed'`
  expect(await attempt(page, `(${nested(450)})`)).toBe('passed')
  expect(await attempt(page, `(${nested(510)})`)).toMatch(/recursion depth/)
  await app.close()
})

it('F7 an event object that crosses to the page is a complaint', async () => {
  const { app, page } = await open({
    preload: door(`{ on: (listener) => { ipcRenderer.on('news', listener) } }`),
    before: `ipcMain.handle('x', () => {})`,
    script: `door.on(() => { window.heard = true })`,
    main: `window.webContents.once('did-finish-load', () => window.webContents.send('news', 1))`,
  })
  await expect.poll(app.complaints).toContainEqual(expect.stringContaining('must not cross'))
  expect(await page.evaluate('window.heard')).toBeUndefined()
})

it('F8 F9 F10 the preload sees exactly what a sandboxed one sees', async () => {
  const { app } = await open({
    preload: `const electron = require('electron')
const known = ['electron/common', 'electron/renderer', 'events', 'node:timers', 'url'].map((name) => typeof require(name))
let words
try { require('node:fs') } catch (error) { words = error.message }
electron.ipcRenderer.send('look', [
  Object.keys(electron).sort().join(' '), known.join(' '), words,
  [typeof __dirname, typeof __filename, typeof Buffer, typeof setImmediate, typeof global].join(' '),
  [process.type, process.sandboxed, process.contextIsolated, process.platform, typeof process.env.PATH, typeof process.exit].join(' '),
  process.argv.includes('--flag'),
])`,
    before: `ipcMain.on('look', (_event, seen) => console.log(JSON.stringify(seen)))`,
    options: `{ webPreferences: { preload: join(import.meta.dirname, 'preload.cjs'), additionalArguments: ['--flag'] } }`,
  })
  expect(JSON.parse(app.output().split('\n')[0] ?? '')).toEqual([
    'contextBridge crashReporter ipcRenderer nativeImage sharedTexture webFrame webUtils',
    'object object function object object',
    'module not found: node:fs',
    'undefined undefined function function object',
    'renderer true true linux string undefined',
    true,
  ])
  await app.close()
})

it('F11 it runs before the page’s scripts, in the main frame only, and again after a reload', async () => {
  const { app, page } = await open({
    preload: door('{ ok: true }'),
    script: `window.atStart = typeof window.door
const frame = document.createElement('iframe'); frame.src = '/index.html?inner'
if (window === top) document.body.append(frame)`,
  })
  const look = () => page.evaluate(`[window.atStart, typeof frames[0]?.door, frames[0]?.document.readyState]`)
  await expect.poll(look).toEqual(['object', 'undefined', 'complete'])
  await page.reload()
  await expect.poll(look).toEqual(['object', 'undefined', 'complete'])
  await app.close()
})

it('F11 the page can neither see nor forge the preload’s line to main', async () => {
  const { app, page } = await open({ preload: door('{ ok: true }') })
  const names = await page.evaluate(
    `Object.getOwnPropertyNames(globalThis).filter((name) => /^(_|electron|ipc|binding)/i.test(name))`,
  )
  expect(names).toEqual([])
  await app.close()
})

it('K3 a preload written as an ES module is dead: no bridge, a preload-error', async () => {
  const { app, page } = await open({
    preloadName: 'preload.mjs',
    preload: `import { contextBridge } from 'electron/renderer'\ncontextBridge.exposeInMainWorld('door', {})`,
    main: `window.webContents.on('preload-error', (_event, path, error) => console.log('preload-error', error.name))`,
  })
  await expect.poll(app.output).toContain('preload-error SyntaxError')
  expect(await page.evaluate(`'door' in window`)).toBe(false)
  await app.close()
})
