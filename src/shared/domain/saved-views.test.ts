// Unit tests of views: what is kept of them, and what is made of one that another version wrote.
import { describe, expect, it } from 'vitest'
import { builtInViews, isSameView, readFilters, readView, toSavedView, viewNamed } from './saved-views.ts'
import { noFilters } from './search.ts'
import { defaultSettings, settingsSchema } from './settings.ts'

const filters = {
  ...noFilters,
  isFavourite: true,
  neverExpires: true,
  expiresWithinDays: 30,
  tags: ['ci', 'team blue'],
  only: { label: 'Hygiene', ids: new Set(['k1']) },
}
const content = { query: 'bot tag:ci', filters, sorting: [{ id: 'name', isDescending: true }] }

describe('a saved view', () => {
  it('fits the settings and comes back as it was, but for the choice of single keys', () => {
    const view = toSavedView('v1', '  Mine ', content)
    const settings = settingsSchema.parse({ ...defaultSettings, savedViews: [view] })
    const [read] = JSON.parse(JSON.stringify(settings)).savedViews
    expect(read.name).toBe('Mine')
    expect(readView(read)).toEqual({ ...content, filters: { ...filters, only: null } })
  })

  it.each([
    [{ isFavourite: 1, isFrozen: 'yes', unheardOf: true, expiresWithinDays: '7' }, {}],
    [{ expiresWithinDays: -1 }, {}],
    [{ expiresWithinDays: Number.NaN }, {}],
    [{ expiresWithinDays: 1e9 }, {}],
    [{ 'tag.0': null, 'tag.7': 'ci', 'tag.8': '', tags: 'x' }, { tags: ['ci'] }],
    [{ __proto__: null, constructor: 'x', hasNoLimit: true }, { hasNoLimit: true }],
  ])('%j of another version is read as %j', (flat, expected) => {
    expect(readFilters(flat as never)).toEqual({ ...noFilters, ...expected })
  })

  it('is found by its name, whatever the case', () => {
    const views = [toSavedView('v1', 'Mine', content)]
    expect(viewNamed(views, ' mine ')?.id).toBe('v1')
    expect(viewNamed(views, 'min')).toBeUndefined()
  })

  it('is the same one whatever the order of its tags and the spaces around its search', () => {
    const other = { ...content, query: ' bot tag:ci ', filters: { ...filters, tags: ['Team Blue', 'CI'] } }
    expect(isSameView(content, other)).toBe(true)
    expect(isSameView(content, { ...content, sorting: [] })).toBe(true)
    expect(isSameView(content, { ...content, sorting: [{ id: 'name', isDescending: false }] })).toBe(false)
    expect(isSameView(content, { ...content, query: 'bot' })).toBe(false)
    expect(isSameView(content, { ...content, filters: { ...filters, isFrozen: true } })).toBe(false)
  })

  it('of the built-in ones no two show the same', () => {
    for (const [index, a] of builtInViews.entries()) {
      for (const b of builtInViews.slice(index + 1)) expect(isSameView(a.content, b.content)).toBe(false)
    }
  })
})
