// Small differences of the measured skew are the header's; larger ones, and any ahead, are the clock's.
import { expect, it } from 'vitest'
import { steadySkew } from './clock-skew.ts'

it.each([
  ['a header that leaves out its part of a second', 0, -999, 0],
  ['an answer that was under way for two seconds', 0, -2800, 0],
  ['the same clock as before', -7_200_000, -7_200_400, -7_200_000],
  ['a clock that is ahead of what was known: it is at least that', 0, 300, 300],
  ['a clock that was set back', 0, -5000, -5000],
  ['a clock that was set ahead', -600_000, 0, 0],
] as const)('%s', (_title, known, measured, expected) => {
  expect(steadySkew(known, measured)).toBe(expected)
})
