// Unit tests of the search for wildcards that share tools, held against comparing each with each.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coversTools, sharesTools } from './integrations.ts'
import { createRivalSearch, maxRivals } from './rival-search.ts'

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 1, maxLength: 6 })
const isWildcard = (tool: string) => tool.includes('*')
const rivalsAmong = (tools: readonly string[]) => {
  const find = createRivalSearch(tools.filter(isWildcard))
  return new Map(tools.map((tool) => [tool, find(tool)]))
}

describe('the rivals of a tool', () => {
  it.each([
    ['agno__linear__list', ['*', '*_list', 'agno__*', 'agno__linear__*', 'agno__github__*'], [0, 1, 2, 3]],
    [
      'agno__linear__*',
      ['*', 'agno__*', 'agno__*_list', 'agno__github__*', 'agno__linear__*_list'],
      [0, 1, 2],
    ],
    ['agno__*_list', ['*', 'agno__*', 'agno__*_issue', 'agno__linear__*'], [0, 1]],
    ['*ab*', ['*', '*a*b*', '*ab*c*'], [0, 1]],
    ['', ['*', 'a*'], [0]],
    ['*', ['a*', '*a'], []],
  ])('of %j among %j', (tool, wildcards, expected) => {
    const found = createRivalSearch(wildcards)(tool)
    expect(found.toSorted()).toEqual(expected.map((index) => wildcards[index]))
  })

  it('are those that share a tool with it, every pair found once', async () => {
    await fc.assert(
      fc.property(fc.uniqueArray(pattern, { maxLength: 14 }), (tools) => {
        const found = [...rivalsAmong(tools)].flatMap(([tool, rivals]) =>
          rivals.map((rival) => [tool, rival].sort().join(' ')),
        )
        const expected = tools.flatMap((a, index) =>
          tools
            .slice(index + 1)
            .filter((b) => (isWildcard(a) || isWildcard(b)) && sharesTools(a, b))
            .map((b) => [a, b].sort().join(' ')),
        )
        expect(found.sort()).toEqual(expected.sort())
      }),
      { numRuns: 3000 },
    )
  })

  it('of one that covers the other, are found by the one that is covered', async () => {
    await fc.assert(
      fc.property(fc.uniqueArray(pattern, { maxLength: 14 }), (tools) => {
        // Doubled stars mean no more than one.
        const plain = [...new Set(tools.map((tool) => tool.replace(/\*+/g, '*')))]
        for (const [tool, rivals] of rivalsAmong(plain)) {
          expect(rivals.filter((rival) => coversTools(tool, rival))).toEqual([])
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('are a hundred at most', () => {
    const find = createRivalSearch(Array.from({ length: 5000 }, (_, n) => `a*${n}*`))
    expect(find('a0*')).toHaveLength(maxRivals)
    expect(find(`a${Array.from({ length: 500 }, (_, n) => n).join('')}`)).toHaveLength(maxRivals)
  })

  it.each([
    ['that begin differently', (n: number) => `agno__made_up_${n}__*`],
    ['that begin alike', (n: number) => `${'a'.repeat(100)}${n}*`],
    ['that end differently', (n: number) => `*_made_up_${n}`],
    ['that lie within each other', (n: number) => `${'a'.repeat(n % 70)}*${'b'.repeat(n / 70)}`],
    ['that differ in the middle', (n: number) => `*_made_up_${n}_*`],
  ])('are found for 5,000 wildcards %s, without comparing them each with each', (_how, wildcard) => {
    const tools = Array.from({ length: 5000 }, (_, n) => wildcard(n))
    const times = [1, 2, 3].map(() => {
      const start = performance.now()
      rivalsAmong(tools)
      return performance.now() - start
    })
    expect(Math.min(...times)).toBeLessThan(4000)
  })
})
