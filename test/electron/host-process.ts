// Starts the app's process and talks to its stand-in; the process and its Chromium form one group and end together.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FromHost, ToHost } from './host.ts'
import type { HostOptions, Topic } from './stand-in/desktop.ts'

export interface HostProcess {
  /** Resolves with Electron's `ready`; rejects when the app ends or deadlocks before. */
  readonly ready: Promise<void>
  readonly exited: Promise<number>
  readonly pid: number
  /** Pulls a lever of the stand-in; rejects with its error, and when the app has ended. */
  readonly pull: <T>(lever: string, ...args: readonly unknown[]) => Promise<T>
  /** Everything recorded so far under a topic. */
  readonly records: <T>(topic: Topic) => readonly T[]
  readonly output: () => string
  readonly hasExited: () => boolean
  /** Closes the pipes of stdout and stderr. */
  readonly closeTerminal: () => void
  readonly endsWithin: (ms: number) => Promise<boolean>
  /** SIGKILL for the whole group. */
  readonly kill: () => Promise<void>
}

interface Call {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

const guard = pathToFileURL(join(import.meta.dirname, 'stand-in/worker-guard.ts')).href

export function startHost(
  options: HostOptions,
  env: Readonly<Record<string, string>>,
  onLine: (line: string) => void = () => {},
): HostProcess {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', guard, join(import.meta.dirname, 'host.ts')],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
      env: { ...process.env, NODE_OPTIONS: '', ...env },
    },
  )
  const records = new Map<Topic, unknown[]>()
  const calls = new Map<number, Call>()
  const ready = Promise.withResolvers<void>()
  const exited = Promise.withResolvers<number>()
  ready.promise.catch(() => {})
  let output = ''
  let lastCall = 0
  let hasExited = false

  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      for (const line of text.trimEnd().split('\n')) onLine(line)
    })
  }
  child.on('message', (message: FromHost) => {
    if (message.kind === 'pulled') {
      const call = calls.get(message.id)
      calls.delete(message.id)
      if (message.error === undefined) call?.resolve(message.value)
      else call?.reject(new Error(message.error))
      return
    }
    const { topic, entry } = message
    records.set(topic, [...(records.get(topic) ?? []), entry])
    if (topic === 'ready') ready.resolve()
    if (topic === 'complaint' && String(entry).startsWith('deadlock')) ready.reject(new Error(String(entry)))
  })
  child.once('error', (error) => ready.reject(error))
  // Not `exit`: the last lines of output and the last records come before `close`.
  child.once('close', (code) => {
    // Chromium's helpers would go on writing into a folder that is being removed.
    killGroup()
    hasExited = true
    const told = (records.get('complaint') ?? []).join('\n')
    ready.reject(new Error(`the app ended with code ${code} before it was ready\n${told}\n${output}`))
    for (const call of calls.values()) call.reject(new Error('the app has ended'))
    exited.resolve(code ?? -1)
  })
  const killGroup = () => {
    if (child.pid === undefined) return
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      child.kill('SIGKILL')
    }
  }
  const post = (message: ToHost) => child.connected && child.send(message, () => {})
  post({ kind: 'start', options })

  return {
    ready: ready.promise,
    exited: exited.promise,
    pid: child.pid ?? 0,
    pull: <T>(lever: string, ...args: readonly unknown[]) =>
      new Promise<T>((resolve, reject) => {
        if (hasExited) return reject(new Error('the app has ended'))
        lastCall += 1
        calls.set(lastCall, { resolve: resolve as (value: unknown) => void, reject })
        post({ kind: 'pull', id: lastCall, lever, args })
      }),
    records: <T>(topic: Topic) => (records.get(topic) ?? []) as readonly T[],
    output: () => output,
    hasExited: () => hasExited,
    closeTerminal: () => {
      child.stdout?.destroy()
      child.stderr?.destroy()
    },
    endsWithin: async (ms) => {
      const timeout = Promise.withResolvers<boolean>()
      const timer = setTimeout(() => timeout.resolve(false), ms)
      const hasEnded = await Promise.race([exited.promise.then(() => true), timeout.promise])
      clearTimeout(timer)
      return hasEnded
    },
    kill: async () => {
      if (!hasExited) killGroup()
      await exited.promise
    },
  }
}
