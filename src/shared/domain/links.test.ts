// Unit tests of the pages that Latchkey may open.
import { describe, expect, it } from 'vitest'
import { commands } from '../ipc/contract.ts'
import { services } from './integrations.ts'
import { linkIds, links, serviceLinkId } from './links.ts'

const opens = (link: unknown) => commands['links.open'].input.safeParse({ link }).success

describe('the links', () => {
  it('R14 are three of our own and one for each service whose page is known, all over https', () => {
    const known = services.filter(({ createUrl }) => createUrl !== null)
    expect([...linkIds].sort()).toEqual(
      ['adminKeyGuide', 'subKeysGuide', 'webConsole', ...known.map(({ id }) => `service.${id}`)].sort(),
    )
    for (const id of linkIds) {
      const url = new URL(links[id] ?? '')
      expect(url.protocol).toBe('https:')
      expect([url.username, url.password, url.port]).toEqual(['', '', ''])
    }
  })

  it('R14 lead where the catalogue says, and are named by the service’s id', () => {
    for (const { id, createUrl } of services) expect(links[serviceLinkId(id)] ?? null).toBe(createUrl)
  })

  it('R14 are opened by an id of the list and by nothing else', () => {
    for (const id of linkIds) expect(opens(id)).toBe(true)
    for (const link of [
      'https://linear.app/settings/account/security',
      'service.',
      'service.zendesk',
      'service.made_up',
      'service.constructor',
      '__proto__',
      'constructor',
      'Service.linear',
      'linear',
      '',
      null,
      ['webConsole'],
    ]) {
      expect(opens(link), String(link)).toBe(false)
    }
  })
})
