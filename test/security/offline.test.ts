// R58: twenty ways in which the service cannot be asked, at the start, in the middle and at the end of it.
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FaultRuleInput } from '../../src/sandbox/fault-rules.ts'
import type { AppError, ErrorCode } from '../../src/shared/errors.ts'
import { breakNetwork, type NetworkError } from '../support/broken-network.ts'
import { recordFigure } from '../support/figures.ts'
import {
  aDraft,
  aSecretDraft,
  type Computer,
  connectTestApp,
  createComputer,
  createTestApp,
  type TestApp,
  until,
} from '../support/test-app.ts'
import { type Service, startService } from '../support/test-service.ts'

let service: Service
let computer: Computer
let app: TestApp
let listAsOf: number | null
let repairNetwork = (): void => {}
let scenarioCount = 0
const startMs: number[] = []
const keyCount = 40

beforeEach(async () => {
  service = await startService()
  computer = createComputer()
  for (let index = 0; index < keyCount; index += 1) {
    await service.control.addKey({ description: `key ${index}` })
  }
  await service.control.addSecret({ secret_name: 'a secret', secret_value: 'made-up-value-0001' })
  app = await connectTestApp({ service, computer })
  await until(() => app.snapshot().sync.secretsAsOf !== null && app.snapshot().sync.agentsAsOf !== null)
  listAsOf = app.snapshot().sync.listAsOf
})

afterEach(async () => {
  repairNetwork()
  await app.kill()
  await service.close()
  computer.remove()
  scenarioCount += 1
})

afterAll(() => {
  const slowest = Math.max(...startMs)
  recordFigure(
    'Offline',
    `${scenarioCount} scenarios, start with cached rows in ${Math.round(slowest)} ms at most (limit 2,000)`,
  )
})

type Fault = FaultRuleInput['fault']
const faults: Record<string, readonly [fault: Fault | NetworkError, code: ErrorCode]> = {
  'no such host': ['ENOTFOUND', 'offline'],
  'a resolver that does not answer': ['EAI_AGAIN', 'offline'],
  'no network': ['ENETUNREACH', 'offline'],
  'no way to the host': ['EHOSTUNREACH', 'offline'],
  'a refused connection': ['ECONNREFUSED', 'offline'],
  'a connection that is never made': ['ETIMEDOUT', 'timeout'],
  'a connection that dies': [{ kind: 'dropBefore' }, 'offline'],
  'an answer that breaks off': [{ kind: 'dropHalfway' }, 'offline'],
  'an answer that never comes': [{ kind: 'delay', ms: 60_000 }, 'timeout'],
  'a captive portal': [{ kind: 'captivePortal' }, 'captivePortal'],
  'a redirect to a portal': [{ kind: 'redirect', location: 'http://portal.example/' }, 'captivePortal'],
  'a storm of 429': [{ kind: 'status', status: 429, retryAfter: 0 }, 'rateLimited'],
  'answer 500': [{ kind: 'status', status: 500 }, 'serverError'],
  'answer 502': [{ kind: 'status', status: 502 }, 'serverError'],
  'answer 503': [{ kind: 'status', status: 503 }, 'serverError'],
  'answer 504': [{ kind: 'status', status: 504 }, 'serverError'],
  'JSON that ends in the middle': [{ kind: 'truncatedJson' }, 'unexpectedAnswer'],
}

async function breakService(fault: Fault | NetworkError): Promise<void> {
  if (typeof fault === 'string') repairNetwork = breakNetwork(Number(new URL(service.url).port), fault)
  else await service.control.addFault({ times: 'always', fault })
}

async function mend(): Promise<void> {
  repairNetwork()
  await service.control.clearFaults()
}

/** Tries that run into their limits take a while. */
const isRefreshed = (isWanted: (problem: AppError | null) => boolean) =>
  expect
    .poll(
      () => {
        const { listProblem, isRefreshing } = app.snapshot().sync
        return isWanted(listProblem) && !isRefreshing
      },
      { timeout: 20_000 },
    )
    .toBe(true)

const expectRows = async () => {
  expect(await app.rows()).toHaveLength(keyCount)
  expect((await app.rows()).every(({ ending }) => ending === null)).toBe(true)
  expect(await app.secrets()).toHaveLength(1)
}

describe('R58 the start meets', () => {
  it.each(Object.keys(faults))(
    '%s: the rows of the last run are there at once, with their date',
    async (name) => {
      const [fault, code] = faults[name] ?? expect.fail()
      await app.quit()
      await breakService(fault)
      service.clock.advance(3_600_000)
      const begunAt = performance.now()
      app = createTestApp({ service, computer })
      await app.app.start()
      await expectRows()
      startMs.push(performance.now() - begunAt)
      expect(app.snapshot().sync).toMatchObject({ listAsOf })
      expect(performance.now() - begunAt).toBeLessThan(5000)

      await isRefreshed((problem) => problem !== null)
      expect(app.snapshot().sync).toMatchObject({ listAsOf, listProblem: { code } })
      await expectRows()

      // Nothing that was asked for meanwhile is done later, behind its user's back.
      const created = await app.send('keys.create', aDraft())
      expect(created.ok).toBe(false)
      const stored = await app.send('secrets.create', aSecretDraft())
      expect(stored.ok).toBe(false)
      await mend()
      app.clock.advance(300_000)
      await isRefreshed((problem) => problem === null)
      expect(app.snapshot().sync.listAsOf).toBe(app.clock.now())
      const made = (await service.control.keys()).length
      app.clock.advance(600_000)
      expect((await service.control.keys()).length).toBe(made)
      expect(app.snapshot().unstoredValues).toEqual([])
      if (!created.ok && created.error.effect === 'none') expect(made).toBe(keyCount)
    },
  )
})

describe('R58 one part of the service is away', () => {
  const parts: Record<string, readonly [path: string, status: number, problem: string]> = {
    'the figures of use': ['usage$', 503, 'usageProblem'],
    'the list of secrets': ['/api/v1/secrets/$', 404, 'secretsProblem'],
    'the agents': ['/agents', 500, 'agentsProblem'],
    'the list of keys': ['sub-keys$', 503, 'listProblem'],
  }

  it.each(Object.keys(parts))('%s: it says so itself, and everything else stays true', async (name) => {
    const [pathPattern, status, problem] = parts[name] ?? expect.fail()
    await service.control.addFault({ pathPattern, times: 'always', fault: { kind: 'status', status } })
    await service.control.addSecret({ secret_name: 'another', secret_value: 'made-up-value-0002' })
    await service.control.addKey({ description: 'another' })
    app.clock.advance(1000)
    await app.send('sync.refresh', {})
    const { sync } = app.snapshot()
    const problems = [sync.listProblem, sync.usageProblem, sync.secretsProblem, sync.agentsProblem]
    expect(sync[problem as 'listProblem']).not.toBeNull()
    expect(problems.filter((found) => found !== null)).toHaveLength(1)
    expect(await app.rows()).toHaveLength(keyCount + (problem === 'listProblem' ? 0 : 1))
    expect(await app.secrets()).toHaveLength(problem === 'secretsProblem' ? 1 : 2)
    await service.control.clearFaults()
    await app.must('sync.refresh', {})
    expect(await app.rows()).toHaveLength(keyCount + 1)
    expect(await app.secrets()).toHaveLength(2)
  })
})

describe('R58 the network goes', () => {
  it('in the middle of a refresh: what was read stays, what was not says so', async () => {
    const answer = app.holdAnswer('api.listUsage')
    app.clock.advance(1000)
    const refreshed = app.send('sync.refresh', {})
    await until(answer.isHeld)
    await breakService('ENETUNREACH')
    await service.control.addFault({ times: 'always', fault: { kind: 'dropBefore' } }).catch(() => {})
    answer.release()
    expect(await refreshed).toMatchObject({ ok: true })
    expect(app.snapshot().sync).toMatchObject({ listProblem: null, listAsOf: app.clock.now() })
    await expectRows()
  })

  it('while a key is revoked: it is not confirmed until the list says so', async () => {
    const [row] = await app.rows()
    const { ticket } = await app.must('keys.prepareRevoke', { keyIds: [row?.id ?? ''] })
    app.clock.advance(500)
    await service.control.addFault({ method: 'DELETE', fault: { kind: 'dropAfter' } })
    await service.control.addFault({ method: 'GET', times: 'always', fault: { kind: 'dropBefore' } })
    const { outcomes } = await app.must('keys.revoke', { ticket })
    expect(outcomes).toMatchObject([{ outcome: 'unconfirmed' }])
    await service.control.clearFaults()
    await app.must('sync.refresh', {})
    expect(app.snapshot().revocation?.outcomes).toMatchObject([{ outcome: 'revoked' }])
  })

  it('before a secret is deleted: it is refused, and not done later', async () => {
    await app.quit()
    await breakService('ENETUNREACH')
    app = createTestApp({ service, computer })
    await app.app.start()
    await isRefreshed((problem) => problem !== null)
    const [secret] = await app.secrets()
    const { ticket } = await app.must('secrets.prepareDelete', { secretIds: [secret?.id ?? ''] })
    app.clock.advance(500)
    const { outcomes } = await app.must('secrets.delete', { ticket })
    expect(outcomes).toMatchObject([{ outcome: 'failed', error: { code: 'offline', effect: 'none' } }])
    await mend()
    app.clock.advance(600_000)
    await app.must('sync.refresh', {})
    expect(await service.control.secrets()).toHaveLength(1)
    expect(await app.secrets()).toHaveLength(1)
  })
})
