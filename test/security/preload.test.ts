// Holds the bridge to its promise: the built preload is one file that exposes the contract's functions and nothing else.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileFunction } from 'node:vm'
import { expect, it, vi } from 'vitest'
import { commandNames, eventNames } from '../../src/shared/ipc/channels.ts'

const source = readFileSync(join(import.meta.dirname, '../../out/preload/index.cjs'), 'utf8')

type Door = Record<string, Record<string, (argument: unknown) => unknown>>

/** Runs the preload as Electron's sandbox does, with stubs in place of Electron. */
function runPreload() {
  const exposed = new Map<string, Door>()
  const ipcRenderer = { invoke: vi.fn(() => Promise.resolve('answer')), on: vi.fn(), removeListener: vi.fn() }
  const contextBridge = { exposeInMainWorld: (name: string, api: Door) => exposed.set(name, api) }
  const required: string[] = []
  const require = (name: string) => {
    required.push(name)
    return { contextBridge, ipcRenderer }
  }
  compileFunction(source, ['require', 'process', 'exports', 'module'])(require, {}, {}, { exports: {} })
  const door = exposed.get('latchkey')
  if (door === undefined) throw new Error('the preload exposed nothing')
  return { door, exposed, ipcRenderer, required }
}

it('R2 exposes exactly the commands and events of the contract', () => {
  const { door, exposed } = runPreload()
  expect([...exposed.keys()]).toEqual(['latchkey'])
  const names = Object.entries(door).flatMap(([topic, verbs]) =>
    Object.keys(verbs).map((verb) => (topic === 'on' ? verb : `${topic}.${verb}`)),
  )
  expect(names.sort()).toEqual([...commandNames, ...eventNames].sort())
  const values = Object.values(door).flatMap((verbs) => Object.values(verbs))
  expect(values.every((value) => typeof value === 'function')).toBe(true)
})

it('R2 requires Electron and nothing else, and imports no other file', () => {
  const { required } = runPreload()
  expect(required).toEqual(['electron/renderer'])
  expect(source).not.toMatch(/\bimport\s*\(|^\s*import\s|^\s*export\s/m)
})

it('R2 a command passes its one argument on', async () => {
  const { door, ipcRenderer } = runPreload()
  await door.keys?.create?.({ name: 'x' })
  expect(ipcRenderer.invoke).toHaveBeenCalledWith('keys.create', { name: 'x' })
})

it('R2 a listener receives the payload, never the event object, and can be taken away', () => {
  const { door, ipcRenderer } = runPreload()
  const listener = vi.fn()
  const unsubscribe = door.on?.['state.patched']?.(listener)
  const [event, forward] = ipcRenderer.on.mock.calls[0] as unknown as [string, (...args: unknown[]) => void]
  forward({ sender: 'the event object' }, { revision: 1 })
  expect(listener.mock.calls).toEqual([[{ revision: 1 }]])
  ;(unsubscribe as () => void)()
  expect(ipcRenderer.removeListener).toHaveBeenCalledWith(event, forward)
})
