// The groups of the history hold every kind once.
import { expect, it } from 'vitest'
import { activityKinds } from './activity.ts'
import { activityGroups, groupOf, kindsOf } from './activity-groups.ts'

it('every kind is in one group, and the groups together ask for all', () => {
  const grouped = activityGroups.flatMap(({ kinds }) => [...kinds])
  expect(grouped.toSorted()).toEqual([...activityKinds].sort())
  expect(groupOf('keyGone')).toBe('elsewhere')
  expect(groupOf('exported')).toBe('latchkey')
})

it('no group chosen asks for everything', () => {
  expect(kindsOf(new Set())).toBeNull()
  expect(kindsOf(new Set(['values', 'elsewhere']))).toEqual(
    expect.arrayContaining(['valueCopied', 'keyGone', 'moreChanged']),
  )
})
