// Unit tests of the page's protocol: its headers, and that no path leads outside the listed files.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recordFigure } from '../../../test/support/figures.ts'
import { contentSecurityPolicy, createPageHandler } from './page-protocol.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-page-'))
writeFileSync(join(folder, 'files.json'), JSON.stringify(['index.html', 'assets/main-1a2b.js']))
writeFileSync(join(folder, 'index.html'), '<!doctype html>')
writeFileSync(join(folder, 'unlisted.html'), 'unlisted')
const handle = createPageHandler(folder)
const get = (url: string) => handle({ method: 'GET', url })

describe('R10 every answer carries the policy', () => {
  it.each(['app://bundle/index.html', 'app://bundle/nothing-here'])('%s', (url) => {
    const { headers } = get(url)
    expect(headers.get('content-security-policy')).toBe(contentSecurityPolicy)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  })
})

describe('R11 only listed files are served', () => {
  it('serves a listed file with its type', async () => {
    const answer = get('app://bundle/index.html?x=1#y')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await answer.text()).toBe('<!doctype html>')
  })

  it.each(['POST', 'HEAD', 'PUT', 'OPTIONS'])('refuses the method %s', (method) => {
    expect(handle({ method, url: 'app://bundle/index.html' }).status).toBe(404)
  })

  const targets = ['unlisted.html', 'files.json', 'etc/passwd', 'package.json']
  const climbs = [
    '../',
    '../../../../../../',
    './',
    '%2e%2e/',
    '%2e%2e%2f',
    '..%2f',
    '..%5c',
    '..\\',
    '%252e%252e/',
    '....//',
    'index.html/../',
    'assets/../',
    '/',
    '//',
    'C:/',
    'C:\\',
    'file:///',
    '~/',
    '%00',
    '\u0000',
    '\u2025/',
  ]
  const forms = [
    ...climbs.flatMap((climb) => targets.map((target) => `app://bundle/${climb}${target}`)),
    'app://bundle.evil/index.html',
    'app://BUNDLE/index.html',
    'app://bundle@evil/index.html',
    'app://evil@bundle/index.html',
    'app://bundle:80/index.html',
    'app:index.html',
    'app:/bundle/index.html',
    'app:///index.html',
    'APP://bundle/index.html',
    'file:///etc/passwd',
    'https://bundle/index.html',
    'app://bundle/INDEX.HTML',
    'app://bundle/index.html%00',
    'app://bundle/index.html/',
    'app://bundle/',
    'app://bundle',
    '',
  ]

  it(`refuses all of ${forms.length} forms`, () => {
    const served = forms.filter((url) => get(url).status !== 404)
    recordFigure('Path traversal', `${forms.length} forms of an address, ${served.length} served`)
    expect(forms.length).toBeGreaterThanOrEqual(60)
    expect(served).toEqual([])
  })
})
