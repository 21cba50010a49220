// ipcMain and the dispatch of the page's calls, with Electron's own texts.
import { EventEmitter } from 'node:events'
import type { ForgedSender } from '../running-app.ts'
import type { Desktop } from './desktop.ts'
import { jsonFault } from './json-fault.ts'
import type { FromPreload, ToPreload } from './preload-world.ts'
import { strict } from './strict.ts'

type Handler = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown

/** Who sent a message; `frame` is asked anew at each look. */
export interface Sender {
  readonly contents: Electron.WebContents
  readonly frame: () => Electron.WebFrameMain | null
  readonly reply: (message: ToPreload) => void
}

export interface OwnIpcMain {
  readonly ipcMain: Electron.IpcMain
  readonly dispatch: (message: Extract<FromPreload, { channel: string }>, sender: Sender) => void
}

const strangeContents = strict('webContents', {
  id: 999,
  isDestroyed: () => false,
}) as unknown as Electron.WebContents

/** `current` gives the webContents of the app's window. */
export function createIpcMain(desktop: Desktop, current: () => Electron.WebContents): OwnIpcMain {
  const handlers = new Map<string, Handler>()
  const emitter = new EventEmitter()
  const open = new Map<symbol, string>()

  const members = {
    handle: (channel, listener) => {
      if (typeof listener !== 'function') {
        throw new TypeError(`Expected handler to be a function, but found type '${typeof listener}'`)
      }
      if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
      handlers.set(channel, listener)
    },
    handleOnce: (channel, listener) => {
      members.handle(channel, (event, ...args) => {
        handlers.delete(channel)
        return listener(event, ...args)
      })
    },
    removeHandler: (channel) => void handlers.delete(channel),
  } satisfies Partial<Electron.IpcMain>

  const invoke = async (message: Extract<FromPreload, { kind: 'invoke' }>, sender: Sender) => {
    const { channel, id } = message
    const args = message.args.map(([value]) => value)
    const call = Symbol(channel)
    open.set(call, channel)
    desktop.record('ipc', { direction: 'to-main', kind: 'invoke', channel, values: args, isLost: false })
    const reject = (error: unknown) => {
      open.delete(call)
      sender.reply({
        kind: 'failure',
        id,
        message: `Error invoking remote method '${channel}': ${String(error)}`,
      })
    }
    const handler = handlers.get(channel)
    if (handler === undefined) {
      desktop.complain(`No handler registered for '${channel}'`)
      return reject(new Error(`No handler registered for '${channel}'`))
    }
    try {
      const result = await handler(
        createEvent('invoke', sender) as unknown as Electron.IpcMainInvokeEvent,
        ...args,
      )
      const value = cloneForPage(result)
      const fault = value === undefined ? null : jsonFault(value)
      if (fault !== null) desktop.complain(`JSON would change the answer of '${channel}': ${fault}`)
      open.delete(call)
      desktop.record('ipc', { direction: 'to-page', kind: 'answer', channel, values: [value], isLost: false })
      sender.reply({ kind: 'answer', id, value: value === undefined ? [] : [value] })
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error)
      desktop.complain(`Error occurred in handler for '${channel}': ${String(error)}`)
      // Electron tests the thrown value for truth: '' answers undefined, null and undefined break the replier.
      if (error === '') {
        open.delete(call)
        return sender.reply({ kind: 'answer', id, value: [] })
      }
      if (error === null || error === undefined) {
        open.delete(call)
        return desktop.complain(`reply was never sent for '${channel}': its handler threw ${String(error)}`)
      }
      reject(error)
    }
  }

  desktop.beforeExit(() => {
    for (const channel of open.values()) desktop.complain(`the call of '${channel}' was left open`)
    if (emitter.listenerCount('electron-store-get-data') > 0) {
      desktop.complain('electron-store tells any page where the data is: its channel has a listener')
    }
  })
  desktop.lever('ipc.forge', (channel: string, args: unknown[], forged: ForgedSender) => {
    const answer = Promise.withResolvers<unknown>()
    const sender: Sender = {
      contents: forged.isOwnWindow === false ? strangeContents : current(),
      frame: () => (forged.isGone ? null : forgedFrame(current().mainFrame, forged)),
      reply: (message) => {
        if (message.kind === 'answer') answer.resolve(message.value[0])
        if (message.kind === 'failure') answer.reject(new Error(message.message))
      },
    }
    void invoke({ kind: 'invoke', id: 0, channel, args: args.map((arg) => [arg]) }, sender)
    return answer.promise
  })
  desktop.lever('ipc.listeners', () => emitter.eventNames().map(String))

  return {
    ipcMain: strict('ipcMain', Object.assign(emitter, members)) as unknown as Electron.IpcMain,
    dispatch: (message, sender) => {
      if (message.kind === 'invoke') return void invoke(message, sender)
      const args = message.args.map(([value]) => value)
      const { channel } = message
      const hasListener = emitter.emit(channel, createEvent('frame', sender), ...args)
      desktop.record('ipc', {
        direction: 'to-main',
        kind: 'send',
        channel,
        values: args,
        isLost: !hasListener,
      })
    },
  }
}

/** `structuredClone` or Electron's refusal. */
export function cloneForPage(value: unknown): unknown {
  try {
    return structuredClone(value)
  } catch {
    throw new Error('An object could not be cloned.')
  }
}

function forgedFrame(real: Electron.WebFrameMain, forged: ForgedSender): Electron.WebFrameMain {
  const { origin = real.origin, isMainFrame = true } = forged
  const url = forged.origin === undefined ? real.url : `${origin}/`
  const frame = {
    url,
    origin,
    parent: isMainFrame ? null : real,
    name: '',
    detached: false,
    isDestroyed: () => false,
  }
  return strict('WebFrameMain', frame) as unknown as Electron.WebFrameMain
}

function createEvent(type: string, sender: Sender): object {
  return strict('IpcMainEvent', {
    type,
    sender: sender.contents,
    processId: 1,
    frameId: 1,
    defaultPrevented: false,
    preventDefault: () => {},
    get senderFrame() {
      return sender.frame()
    },
  })
}
