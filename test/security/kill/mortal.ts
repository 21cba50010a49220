// One process that is killed: started with its orders, listened to, and ended with SIGKILL.
import { type ChildProcess, spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import type { Plan, Said } from './plan.ts'

export interface Mortal {
  readonly kill: () => void
  /** Resolves when it is dead. Rejects where it ended by itself or took too long. */
  readonly died: Promise<{ readonly said: readonly Said[]; readonly hasFinished: boolean }>
}

const patienceMs = 60_000

/** `onSaid` is called for each line it says, before the next is read. */
export function startMortal(
  script: string,
  plan: Plan,
  onSaid: (said: Said, process: ChildProcess) => void,
  maxFiles?: number,
): Mortal {
  const command = [process.execPath, script, JSON.stringify(plan)]
  const limit = maxFiles === undefined ? '' : `ulimit -n ${maxFiles}; `
  const child = spawn('sh', ['-c', `${limit}exec "$@"`, 'sh', ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Compiled once for all of them.
    env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(script), 'compiled') },
  })
  const said: Said[] = []
  let rest = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const one = JSON.parse(line) as Said
      said.push(one)
      onSaid(one, child)
    }
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  const died = new Promise<Awaited<Mortal['died']>>((resolve, reject) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      if (signal !== 'SIGKILL') reject(new Error(`it ended by itself with ${code ?? signal}: ${errors}`))
      resolve({ said, hasFinished: said.some(({ kind }) => kind === 'done') })
    })
  })
  return { kill: () => child.kill('SIGKILL'), died }
}
