// The single-instance lock: a file with the holder's process, and a folder in which others leave word.

import { randomUUID } from 'node:crypto'
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

export interface SecondInstance {
  readonly argv: readonly string[]
  readonly cwd: string
  readonly additionalData: unknown
}

export interface InstanceLock {
  readonly request: (argv: readonly string[], additionalData: unknown) => boolean
  readonly isHeld: () => boolean
  readonly release: () => void
}

/** Keyed by the data folder, as Electron's lock is. */
export function createInstanceLock(
  userData: string,
  onSecond: (second: SecondInstance) => void,
): InstanceLock {
  const file = join(userData, 'InstanceLock')
  const inbox = join(userData, 'InstanceInbox')
  let isHeld = false

  const take = () => {
    try {
      const descriptor = openSync(file, 'wx')
      writeFileSync(descriptor, String(process.pid))
      closeSync(descriptor)
      return true
    } catch {
      return false
    }
  }
  const receive = () => {
    for (const name of readdirSync(inbox)) {
      const path = join(inbox, name)
      const second = JSON.parse(readFileSync(path, 'utf8')) as SecondInstance
      rmSync(path)
      onSecond({ ...second, argv: asChromiumHandsOver(second.argv) })
    }
  }
  const release = () => {
    if (isHeld) rmSync(file, { force: true })
    isHeld = false
  }

  return {
    request: (argv, additionalData) => {
      if (isHeld) return true
      if (isStale(file)) rmSync(file, { force: true })
      isHeld = take()
      if (isHeld) {
        mkdirSync(inbox, { recursive: true })
        watch(inbox, { persistent: false }, () => setTimeout(receive, 20))
        process.once('exit', release)
        return true
      }
      const second: SecondInstance = { argv, cwd: process.cwd(), additionalData }
      const path = join(userData, `.${randomUUID()}`)
      writeFileSync(path, JSON.stringify(second))
      renameSync(path, join(inbox, randomUUID()))
      return false
    },
    isHeld: () => isHeld,
    release,
  }
}

function isStale(file: string): boolean {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0)
    return false
  } catch {
    return true
  }
}

/** Chromium reorders the arguments and adds its own. */
function asChromiumHandsOver(argv: readonly string[]): string[] {
  const [program = '', ...rest] = argv
  const switches = rest.filter((argument) => argument.startsWith('--'))
  const others = rest.filter((argument) => !argument.startsWith('--'))
  return [program, ...switches, `--original-process-start-time=${Date.now()}`, ...others]
}
