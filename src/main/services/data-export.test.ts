// The file of everything this computer knows: all accounts with notes and history, and no value in any encoding.
import { describe, expect, test } from 'vitest'
import { aKey } from '../../../test/support/key-builders.ts'
import { aDraft, aSecretDraft, type TestApp } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import { createState } from '../state/app-state.ts'
import { createDataExport } from './data-export.ts'

const world = createTestWorld()

const exported = async (app: TestApp) => {
  const { count } = await app.must('app.exportData', {})
  const file = app.files.saved.at(-1)
  return { count, name: file?.fileName, text: file?.text ?? '', data: JSON.parse(file?.text ?? '') }
}

describe('the exported data', () => {
  test('R5 hold names, dates, notes and history of every account, and no value or admin key', async () => {
    const app = await world.connected()
    const { keyId } = await app.must('keys.create', aDraft({ name: 'billing-bot' }))
    const notes = { note: 'Who to ask: Mira', tags: ['prod'], isFavourite: true, remindDays: 7 }
    await app.must('keys.note', { keyId, notes })
    await app.must('values.acknowledge', { keyId, keepSealedCopy: true })
    await app.must('hygiene.setIgnored', { finding: 'neverExpires', subjectIds: [keyId], isIgnored: true })
    const { secretId } = await app.must('secrets.create', aSecretDraft({ keepSealedCopy: true }))
    const secretNotes = { note: 'Ask Mira', tags: ['agents'], isFavourite: true }
    await app.must('secrets.note', { secretId, notes: secretNotes })
    await app.must('session.exploreSandbox', {})
    const { count, name, text, data } = await exported(app)
    expect(name).toMatch(/^latchkey-data-\d{4}-\d\d-\d\d\.json$/)
    expect(count).toBe(2 + 5)
    const [development, sandbox] = data.accounts
    expect(development).toMatchObject({
      kind: 'development',
      keys: [{ name: 'billing-bot', notes, expiresAt: null }],
      secrets: [{ name: 'Linear API token', toolArg: 'api_token', notes: secretNotes }],
      ignoredFindings: [{ finding: 'neverExpires', subjectId: keyId, ignoredAt: expect.any(String) }],
    })
    expect(sandbox.keys).toHaveLength(5)
    expect(data.settings).toMatchObject({ density: 'compact' })
    expect(data.history.map(({ kind }: { kind: string }) => kind)).toContain('keyCreated')
    expect(app.values.size).toBeGreaterThan(2)
    for (const value of app.values) {
      for (const form of [value, Buffer.from(value).toString('base64'), encodeURIComponent(value)]) {
        expect(text).not.toContain(form)
      }
    }
  })

  test('that were not saved say why, and what was saved is in the history', async () => {
    const app = await world.connected()
    app.files.mode = 'cancels'
    expect(await app.send('app.exportData', {})).toMatchObject({ error: { code: 'notConfirmed' } })
    app.files.mode = 'fails'
    expect(await app.send('app.exportData', {})).toMatchObject({ error: { code: 'storage' } })
    app.files.mode = 'saves'
    await exported(app)
    const query = { text: '', kinds: ['exported' as const], subjectId: null, since: null }
    const { entries } = await app.must('history.read', { query, beforeId: null, limit: 10 })
    expect(entries.map(({ outcome }) => outcome)).toEqual(['done', 'failed'])
  })

  test('are complete where there are more keys than are read at once', async () => {
    const app = await world.connected()
    const account = app.snapshot().accounts[0]
    const keys = Array.from({ length: 1200 }, (_, index) => aKey({ id: `key-${10_000 + index}` }))
    let text = ''
    const exportData = createDataExport({
      state: createState({ ...app.snapshot(), accounts: account === undefined ? [] : [account] }),
      cache: {
        readKeys: (_, afterId, limit) => keys.filter(({ id }) => id > (afterId ?? '')).slice(0, limit),
        readSecrets: () => [],
      },
      vaultStore: {
        ...{
          listEndedKeys: () => [],
          listKeyFacts: () => [],
          listSecretFacts: () => [],
          listRotations: () => [],
          listIgnoredFindings: () => [],
          readActivity: () => [],
        },
      },
      ...{ rowsWritten: async () => {}, activity: { note: () => {} }, clock: app.clock, log: () => {} },
      saveFile: async (file) => {
        text = file.text
        return 'saved'
      },
    })
    expect(await exportData()).toEqual({ ok: true, value: { count: 1200 } })
    expect(new Set(JSON.parse(text).accounts[0].keys.map(({ id }: { id: string }) => id)).size).toBe(1200)
  })
})
