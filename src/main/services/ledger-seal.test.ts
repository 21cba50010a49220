// R43: a vault that something else changed is noticed at the next start, and nothing is touched.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createSealedComputer,
  fill,
  noteSomething,
  type SealedComputer,
} from '../../../test/support/sealed-computer.ts'

let computer: SealedComputer
beforeEach(() => {
  computer = createSealedComputer()
})
afterEach(() => {
  computer.remove()
})

const dropTriggers = ['added', 'removed', 'changed']
  .flatMap((what) =>
    ['sealed_values', 'sealed_secrets', 'accounts', 'activity'].map(
      (table) => `DROP TRIGGER ${table}_${what};`,
    ),
  )
  .join('')
const swap = (table: string, key: string, a: string, b: string) => `
  CREATE TEMP TABLE both AS SELECT ${key} AS id, sealed FROM ${table};
  UPDATE ${table} SET sealed = (SELECT sealed FROM both WHERE id = '${b}') WHERE ${key} = '${a}';
  UPDATE ${table} SET sealed = (SELECT sealed FROM both WHERE id = '${a}') WHERE ${key} = '${b}';`
const books = 'Its books do not fit'
const record = (count: number, tried: number) => `${count} of the ${tried} sealed records`

/** With the triggers that keep the books. */
const plainEdits: Readonly<Record<string, string>> = {
  'a value deleted': `DELETE FROM sealed_values WHERE key_id = 'k1'`,
  'an account’s details edited': `UPDATE accounts SET details = replace(details, 'api.io.solutions', 'evil.example.com')`,
  'a value added': `INSERT INTO sealed_values SELECT 'me', 'k9', sealed, name, display, NULL, 1, 1, 1 FROM sealed_values LIMIT 1`,
  'a creation made up': `INSERT INTO intents VALUES ('i', 'me', 't', '{}', 'closed', NULL, 0, 1)`,
  'the history emptied': 'DELETE FROM activity',
  'the counter moved on': 'UPDATE sentinel SET changes = changes + 5',
  'the seal’s own words edited': `UPDATE sentinel SET seal_content = replace(seal_content, '"sealed_values":3', '"sealed_values":2')`,
  'the seal made by a key that never was': 'UPDATE sentinel SET seal_generation = 77',
}
/** Without them: nothing grows, and the counts are moved by hand. */
const carefulEdits: Readonly<Record<string, string>> = {
  'a value deleted and its count moved along': `${dropTriggers}
    DELETE FROM sealed_values WHERE key_id = 'k1';
    UPDATE ledger SET row_count = row_count - 1 WHERE counted = 'sealed_values'`,
  'a value deleted by the books and the counter put back': `
    DELETE FROM sealed_values WHERE key_id = 'k1'; UPDATE sentinel SET changes = sealed_changes`,
}
/** Which leave the books as they were. */
const unseenByCounts: Readonly<Record<string, string>> = {
  'two values swapped': dropTriggers + swap('sealed_values', 'key_id', 'k1', 'k2'),
  'a row put in the place of another': `${dropTriggers} UPDATE sealed_values SET key_id = 'k9' WHERE key_id = 'k2'`,
}
const historyRewritten = `${dropTriggers} UPDATE activity SET kind = 'locked', subject = 'nothing'`

describe('R43 after a run that ended well', () => {
  const edits = {
    ...plainEdits,
    ...carefulEdits,
    ...unseenByCounts,
    'the history rewritten': historyRewritten,
  }

  it.each(Object.entries(edits))(
    '%s: told at the next start, once, and left as it is',
    async (_name, sql) => {
      await computer.run(fill)
      computer.edit(sql)
      const held = (store: Parameters<typeof fill>[0]['store']) => [
        store.listValues('me').map(({ keyId }) => keyId),
        store.listAccounts(),
      ]
      const changed = computer.vault.session(held)
      const told = await computer.run(({ store }) => expect(held(store)).toEqual(changed))
      expect(told).toHaveLength(1)
      expect(told[0]).toContain(books)
      expect(told[0]).toContain('Latchkey deleted and repaired nothing.')
      expect(computer.vault.events).toContain('vault.ledgerAltered')
      expect(computer.vault.rescues).toEqual([])
      const later = await computer.run()
      expect(later.filter((words) => words.includes(books))).toEqual([])
    },
  )
})

describe('R43 after a run that was killed', () => {
  it.each(Object.entries({ ...plainEdits, ...carefulEdits }))('%s: told', async (_name, sql) => {
    await computer.run(fill)
    await computer.killedRun(noteSomething)
    computer.edit(sql)
    expect((await computer.run())[0]).toContain(books)
  })

  it.each(Object.entries(unseenByCounts))('%s: told of the records', async (_name, sql) => {
    await computer.killedRun(fill)
    computer.edit(sql)
    const [told = ''] = await computer.run()
    expect(told).toMatch(/[12] of the 6 sealed records that were tried (does|do) not open/)
    expect(told).not.toContain(books)
  })
})

describe('R43 a sealed record that was altered', () => {
  const flip = (table: string, column: string, where: string) =>
    `${dropTriggers} UPDATE ${table} SET ${column} =
      CAST(substr(${column}, 1, 20) || x'00ff' || substr(${column}, 23) AS BLOB) WHERE ${where}`

  it.each([
    ['a value', flip('sealed_values', 'sealed', `key_id = 'k2'`)],
    ['a copy of a secret', flip('sealed_secrets', 'sealed', `secret_id = 's1'`)],
    ['the admin key', flip('accounts', 'sealed_admin_key', `id = 'me'`)],
    ['a value without a head', `${dropTriggers} UPDATE sealed_values SET sealed = x'' WHERE key_id = 'k3'`],
    [
      'a value of a data key that never was',
      `${dropTriggers} UPDATE sealed_values SET sealed = CAST(x'0200000009' || substr(sealed, 6) AS BLOB) WHERE key_id = 'k3'`,
    ],
  ])('is told of at each start (%s)', async (_name, sql) => {
    await computer.killedRun(fill)
    computer.edit(sql)
    expect((await computer.run())[0]).toContain(record(1, 6))
    expect((await computer.run())[0]).toContain(record(1, 6))
  })
})

describe('R43 changes of a run that had no key', () => {
  const withoutKey = async (work: (use: typeof noteSomething) => Promise<unknown>) => {
    computer.keyring().behave('temporary')
    await work(noteSomething)
    computer.keyring().behave('works')
  }

  it('are no tampering, but a counter that runs back is, and rows that it does not account for', async () => {
    await computer.run(fill)
    await withoutKey((use) => computer.run(use))
    const asLeft = computer.photograph()
    expect(await computer.run()).toEqual([])
    computer.goBackTo(asLeft)
    computer.edit('UPDATE sentinel SET changes = sealed_changes - 1')
    expect((await computer.run())[0]).toContain(books)
    computer.goBackTo(asLeft)
    computer.edit(`${dropTriggers} DELETE FROM sealed_values;
      UPDATE ledger SET row_count = 0 WHERE counted = 'sealed_values'`)
    expect((await computer.run())[0]).toContain(books)
  })
})
