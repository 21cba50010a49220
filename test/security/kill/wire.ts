// The way between the process that dies and the service, where it can be killed in the middle of a request or an answer.

import type { AddressInfo } from 'node:net'
import { createServer, connect as openSocket, type Socket } from 'node:net'

/** How far the exchange has come when the process dies. */
export const stages = [
  'half the request sent',
  'the change made, no answer sent',
  'the headers of the answer received',
  'half the answer received',
  'the answer received',
] as const
export type Stage = (typeof stages)[number]

interface Ambush {
  /** "POST /v1/api-keys/sub-keys": the beginning of the request. */
  readonly request: string
  readonly stage: Stage
  readonly kill: () => void
}

export interface Wire {
  readonly url: string
  /** The service behind it from now on. */
  readonly leadTo: (port: number) => void
  /** Waits for one request; null = nobody is waited for. */
  readonly ambush: (ambush: Ambush | null) => void
  /** Everything the service has answered since it was last asked, as text. */
  readonly takeAnswers: () => string
  readonly close: () => Promise<void>
}

/** The process gets so long to take in what was sent, ms. */
const takeInMs = 15

export async function createWire(): Promise<Wire> {
  let target = 0
  let waiting: Ambush | null = null
  let answers: Buffer[] = []
  const sockets = new Set<Socket>()

  const server = createServer((near) => {
    const far = openSocket(target, '127.0.0.1')
    let caught: Ambush | null = null
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (chunk) => {
      if (waiting !== null && chunk.toString('latin1').startsWith(waiting.request)) {
        caught = waiting
        waiting = null
      }
      if (caught?.stage !== 'half the request sent') return void far.write(chunk)
      far.write(chunk.subarray(0, Math.floor(chunk.length / 2)))
      caught.kill()
    })
    far.on('data', (chunk) => {
      answers.push(chunk)
      if (caught === null) return void near.write(chunk)
      const { kill, stage } = caught
      const sent = chunk.subarray(0, lengthAt(stage, chunk))
      if (sent.length === 0 || stage === 'the answer received') {
        near.write(sent)
        kill()
      } else near.write(sent, () => setTimeout(kill, takeInMs))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo: (port) => {
      target = port
    },
    ambush: (ambush) => {
      waiting = ambush
    },
    takeAnswers: () => {
      const text = Buffer.concat(answers).toString('latin1')
      answers = []
      return text
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** How many bytes of the first piece of an answer still arrive. The service sends its answers in one piece. */
function lengthAt(stage: Stage, answer: Buffer): number {
  const bodyAt = answer.indexOf('\r\n\r\n') + 4
  switch (stage) {
    case 'half the request sent':
    case 'the change made, no answer sent':
      return 0
    case 'the headers of the answer received':
      return bodyAt
    case 'half the answer received':
      return bodyAt + Math.floor((answer.length - bodyAt) / 2)
    case 'the answer received':
      return answer.length
  }
}
