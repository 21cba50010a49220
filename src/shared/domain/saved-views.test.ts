// Unit tests of views: what is kept of them, and what is made of one that another version wrote.
import { describe, expect, it } from 'vitest'
import { keyViews } from './key-views.ts'
import { isSameView, readView, toSavedView, viewNamed, viewsOf } from './saved-views.ts'
import { noFilters } from './search.ts'
import { noSecretFilters } from './secret-search.ts'
import { secretViews } from './secret-views.ts'
import { defaultSettings, type SavedView, settingsSchema } from './settings.ts'

const filters = {
  ...noFilters,
  isFavourite: true,
  neverExpires: true,
  expiresWithinDays: 30,
  tags: ['ci', 'team blue'],
  only: { label: 'Hygiene', ids: new Set(['k1']) },
}
const content = { query: 'bot tag:ci', filters, sorting: [{ id: 'name', isDescending: true }] }
const secretFilters = {
  ...{ ...noSecretFilters, serviceId: 'linear', isDefault: true, isFavourite: true },
  ...{ olderThanDays: 90, tags: ['prod'] },
}
const ofSecrets = { query: 'is:shared', filters: secretFilters, sorting: [] }
const mine = { id: 'v1', name: '  Mine ' }

/** As the settings keep it. */
function kept(view: SavedView): SavedView {
  const settings = settingsSchema.parse({ ...defaultSettings, savedViews: [view] })
  return JSON.parse(JSON.stringify(settings)).savedViews[0]
}

describe('a saved view', () => {
  it('fits the settings and comes back as it was, but for the choice of single keys', () => {
    const read = kept(toSavedView(keyViews, mine, content))
    expect(read.name).toBe('Mine')
    expect(readView(keyViews, read)).toEqual({ ...content, filters: { ...filters, only: null } })
    expect(readView(secretViews, kept(toSavedView(secretViews, mine, ofSecrets)))).toEqual(ofSecrets)
  })

  it('is one of its own table, and those of earlier versions are of the keys', () => {
    const key = toSavedView(keyViews, mine, content)
    const secret = toSavedView(secretViews, { id: 'v2', name: 'Mine' }, ofSecrets)
    expect('section' in key).toBe(false)
    expect(viewsOf([key, secret], 'keys')).toEqual([key])
    expect(viewsOf([key, secret], 'secrets')).toEqual([secret])
  })

  const flat = (of: object) => ({ id: 'v', name: 'v', query: '', sorting: [], filters: of }) as SavedView

  it.each([
    [{ isFavourite: 1, isFrozen: 'yes', unheardOf: true, expiresWithinDays: '7' }, {}],
    [{ expiresWithinDays: -1 }, {}],
    [{ expiresWithinDays: Number.NaN }, {}],
    [{ expiresWithinDays: 1e9 }, {}],
    [{ 'tag.0': null, 'tag.7': 'ci', 'tag.8': '', tags: 'x' }, { tags: ['ci'] }],
    [{ __proto__: null, constructor: 'x', hasNoLimit: true }, { hasNoLimit: true }],
  ])('%j of another version is read as %j', (of, expected) => {
    expect(readView(keyViews, flat(of)).filters).toEqual({ ...noFilters, ...expected })
  })

  it.each([
    [{ serviceId: 7, isDefault: 'yes', olderThanDays: 0 }, {}],
    [
      { serviceId: '', isShared: true, 'tag.0': 'ci' },
      { isShared: true, tags: ['ci'] },
    ],
  ])('%j of secrets is read as %j', (of, expected) => {
    expect(readView(secretViews, flat(of)).filters).toEqual({ ...noSecretFilters, ...expected })
  })

  it('is found by its name, whatever the case', () => {
    const views = [toSavedView(keyViews, mine, content)]
    expect(viewNamed(views, ' mine ')?.id).toBe('v1')
    expect(viewNamed(views, 'min')).toBeUndefined()
  })

  it('is the same one whatever the order of its tags and the spaces around its search', () => {
    const isSame = (other: Partial<typeof content>) => isSameView(keyViews, content, { ...content, ...other })
    expect(isSame({ query: ' bot tag:ci ', filters: { ...filters, tags: ['Team Blue', 'CI'] } })).toBe(true)
    expect(isSame({ sorting: [] })).toBe(true)
    expect(isSame({ sorting: [{ id: 'name', isDescending: false }] })).toBe(false)
    expect(isSame({ query: 'bot' })).toBe(false)
    expect(isSame({ filters: { ...filters, isFrozen: true } })).toBe(false)
    expect(isSame({ filters: { ...filters, only: { label: 'Other', ids: new Set() } } })).toBe(false)
  })

  it('of the built-in ones no two show the same', () => {
    for (const [index, a] of keyViews.builtIn.entries()) {
      for (const b of keyViews.builtIn.slice(index + 1))
        expect(isSameView(keyViews, a.content, b.content)).toBe(false)
    }
    for (const [index, a] of secretViews.builtIn.entries()) {
      for (const b of secretViews.builtIn.slice(index + 1))
        expect(isSameView(secretViews, a.content, b.content)).toBe(false)
    }
  })
})
