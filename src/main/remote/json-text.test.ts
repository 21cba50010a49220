// Reading JSON in short steps gives what reading it at once would give.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { watchTurns } from '../../../test/support/turns.ts'
import { parseJson, type RowsPath } from './json-text.ts'

const maxDepth = 32

async function read(text: string, ...rowsAt: RowsPath[]) {
  const rows: unknown[] = []
  const parsed = await parseJson(Buffer.from(text), { maxDepth, rowsAt, onRow: (row) => rows.push(row) })
  return parsed === null ? null : { envelope: parsed.envelope, rows }
}

describe('R39 JSON in steps', () => {
  it('any envelope and any rows come out as JSON.parse would give them', async () => {
    const json = fc.jsonValue({ maxDepth: 4 })
    const spaces = fc.constantFrom('', ' ', '\n', '\t \r\n')
    await fc.assert(
      fc.asyncProperty(fc.array(json), json, spaces, fc.boolean(), async (rows, extra, space, isDeep) => {
        const before = { extra, 'da"ta': [extra], nested: { data: [extra], keys: [extra] } }
        const after = { more: extra, list: [[extra], { data: [1] }] }
        const data = isDeep ? { keys: rows, totals: { data: [extra] } } : rows
        const text = JSON.stringify({ ...before, data, ...after }, null, space)
        const empty = isDeep ? { keys: [], totals: { data: [extra] } } : []
        const result = await read(text, isDeep ? ['data', 'keys'] : ['data'])
        // Through JSON once: it turns -0 into 0, as any sender does.
        const expected = JSON.parse(JSON.stringify({ rows, envelope: { ...before, data: empty, ...after } }))
        expect(result).toEqual(expected)
      }),
      { numRuns: 300 },
    )
  })

  it('accepts and refuses the same texts as JSON.parse, whatever is cut out or doubled', async () => {
    const text = JSON.stringify({ status: 'ok', data: [{ a: 'x,]"\\' }, [1, 2], 'y', null], n: 1.5e3 })
    for (let at = 0; at < text.length; at += 1) {
      for (const spoiled of [
        text.slice(0, at) + text.slice(at + 1),
        text.slice(0, at) + text.charAt(at) + text.slice(at),
      ]) {
        let isValid = true
        try {
          JSON.parse(spoiled)
        } catch {
          isValid = false
        }
        expect([spoiled, (await read(spoiled, ['data'])) !== null]).toEqual([spoiled, isValid])
      }
    }
  })

  it('the last of two lists of the same name counts, as in JSON.parse', async () => {
    expect(await read('{"data":[1,2],"data":[3]}', ['data'])).toEqual({ envelope: { data: [] }, rows: [3] })
  })

  it('of several places for the rows the best one that holds a list is taken, in any order', async () => {
    const places = [['data'], ['items'], []]
    for (const text of ['{"data":[1],"items":[2]}', '{"items":[2],"data":[1]}']) {
      expect(await read(text, ...places)).toEqual({ envelope: { data: [], items: [2] }, rows: [1] })
    }
    expect(await read('{"data":{"items":[3]},"items":[2]}', ...places)).toEqual({
      envelope: { data: { items: [3] }, items: [] },
      rows: [2],
    })
    expect(await read('{"data":null}', ...places)).toEqual({ envelope: { data: null }, rows: [] })
    expect(await read(' [{"data":[1]},[2],3]', ...places)).toEqual({
      envelope: [],
      rows: [{ data: [1] }, [2], 3],
    })
    for (const wrong of ['["data":[1]]', '[1][2]', '[1', '[1]]', '{"data":[1],}']) {
      expect(await read(wrong, ...places)).toBeNull()
    }
  })

  it('nesting is limited', async () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
    expect(await read(nested(maxDepth))).not.toBeNull()
    expect(await read(nested(maxDepth + 1))).toBeNull()
    expect(await read(`"${'['.repeat(100)}"`)).toEqual({ envelope: '['.repeat(100), rows: [] })
  })

  it.each(['[1,,2]', '[,1]', '[1,]', '[,]', '[ , ]'])(
    'rows %s are refused also where they are cut',
    async (list) => {
      const filler = `{"x":"${'y'.repeat(300_000)}"}`
      expect(await read(`{"data":${list}}`, ['data'])).toBeNull()
      expect(await read(`{"data":[${filler},${list.slice(1, -1)},${filler}]}`, ['data'])).toBeNull()
      expect(await read(`{"data":[${filler},${filler},]}`, ['data'])).toBeNull()
      expect(await read(`{"data":[${filler},${filler} , ]}`, ['data'])).toBeNull()
    },
  )

  it('R45 a hundred thousand rows are read in steps, and other work gets each turn between them', async () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => ({
      id: `id-${index}`,
      description: `A key, with "quotes" and \\ and ] number ${index}`,
      display: 'acme-v2-eyJh...c0eQ',
      allowed_models: ['meta-llama/Llama-3.3-70B-Instruct'],
      expires_at: '2026-11-23T12:00:00',
    }))
    const bytes = Buffer.from(JSON.stringify({ status: 'succeeded', data: rows }))
    const watch = watchTurns()
    let count = 0
    const parsed = await parseJson(bytes, {
      maxDepth,
      rowsAt: [['data']],
      onRow: (row) => {
        count += 1
        watch.note(JSON.stringify(row).length + 1)
      },
    })
    const { turns, most } = watch.stop()
    expect(parsed?.envelope).toEqual({ status: 'succeeded', data: [] })
    expect(count).toBe(100_000)
    const stepBytes = 128 * 1024
    expect(most).toBeLessThan(stepBytes + 1000)
    // Every byte is gone over twice: to find the rows, and to parse them.
    expect(turns).toBeGreaterThanOrEqual(Math.floor(bytes.length / (stepBytes + 1000)) * 2)
  })
})
