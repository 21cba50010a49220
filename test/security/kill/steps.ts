// Counts each effect that the process has on disk, network and page, and kills it with SIGKILL at the one it was told.
import fs, { writeSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { basename } from 'node:path'
import Database from 'better-sqlite3'
import type { Plan, Said } from './plan.ts'

type Call = (this: unknown, ...args: unknown[]) => unknown

/** Kept apart from what is counted: it writes while everything else may be dying. */
const write = writeSync

/** Tells the parent something before the next line of this process runs. */
export function say(said: Said): void {
  const line = Buffer.from(`${JSON.stringify(said)}\n`)
  for (let sent = 0; sent < line.length; ) sent += write(1, line, sent)
}

export interface Steps {
  /** From now on steps count. */
  readonly arm: () => void
  /** An effect that was had. Does not return where this is the last. */
  readonly pass: (name: string) => void
  readonly taken: () => readonly string[]
  /** Calls back once, at the first step of this name. */
  readonly at: (name: string, act: () => void) => void
}

export function createSteps(dieAt: Plan['dieAt']): Steps {
  const taken: string[] = []
  const awaited = new Map<string, () => void>()
  let isArmed = false

  const die = (): void => {
    process.kill(process.pid, 'SIGKILL')
  }

  const pass = (name: string): void => {
    if (!isArmed) return
    const count = 1 + taken.filter((step) => step.startsWith(`${name} #`)).length
    const step = `${name} #${count}`
    taken.push(step)
    const act = awaited.get(name)
    awaited.delete(name)
    act?.()
    if (step !== dieAt?.step) return
    say({ kind: 'reached' })
    if (dieAt.kind === 'now') die()
    if (dieAt.kind === 'nextTurn') setImmediate(die)
  }

  return {
    arm: () => {
      if (isArmed) return
      isArmed = true
      pass('begin')
    },
    pass,
    taken: () => taken,
    at: (name, act) => awaited.set(name, act),
  }
}

/** Counts what SQLite does: a commit has a step before it, with everything written and nothing kept. */
export function countStatements(steps: Steps): void {
  const { prototype } = Database
  const statement = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1')) as { run: Call }
  const { run } = statement
  statement.run = function (...args) {
    const { source, database } = this as Database.Statement
    const file = basename(database.name)
    if (source === 'COMMIT') steps.pass(`${file}: all but the commit`)
    const result = run.apply(this, args)
    if (!database.inTransaction && !source.startsWith('BEGIN')) {
      steps.pass(`${file}: ${source.trim().split(/\s+/).slice(0, 3).join(' ')}`)
    }
    return result
  }
  const { exec, pragma } = prototype
  prototype.exec = function (source) {
    const result = exec.call(this, source)
    if (!this.inTransaction) steps.pass(`${basename(this.name)}: ${source.trim().slice(0, 30)}`)
    return result
  }
  prototype.pragma = function (source, options) {
    const result = pragma.call(this, source, options)
    if (/checkpoint|journal_mode|_id =/.test(source)) steps.pass(`${basename(this.name)}: ${source}`)
    return result
  }
}

const fileCalls = [
  'renameSync',
  'rmSync',
  'copyFileSync',
  'openSync',
  'writeSync',
  'fsyncSync',
  'mkdirSync',
] as const

/** Counts what changes files other than through SQLite: backups and the second place of the wraps. */
export function countFileCalls(steps: Steps, folder: string): void {
  const paths = new Map<unknown, string>()
  const real = fs as unknown as Record<string, Call>
  for (const name of fileCalls) {
    const call = real[name] as Call
    real[name] = function (...args) {
      const result = call.apply(this, args)
      const path = typeof args[0] === 'string' ? args[0] : paths.get(args[0])
      if (name === 'openSync' && typeof args[0] === 'string') paths.set(result, args[0])
      const isChange = name !== 'openSync' || args[1] === 'wx'
      if (path?.startsWith(folder) && isChange) steps.pass(`${name} ${basename(path)}`)
      return result
    }
  }
  syncBuiltinESMExports()
}

/** Counts the calls of an object whose effects lie elsewhere, before and after each. */
export function countCalls<T extends object>(steps: Steps, part: string, target: T, counted: RegExp): T {
  const members = Object.entries(target).map(([name, member]: [string, unknown]) => {
    if (typeof member !== 'function' || !counted.test(name)) return [name, member]
    const call = member as Call
    return [
      name,
      async (...args: unknown[]) => {
        steps.pass(`${part}.${name} begins`)
        const result = await call.apply(target, args)
        steps.pass(`${part}.${name} ends`)
        return result
      },
    ]
  })
  return Object.fromEntries(members) as T
}
