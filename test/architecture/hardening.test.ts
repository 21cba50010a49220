// Holds what may not be in the sources at all, or at one place only: a rule for each door that is easy to leave open.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { links } from '../../src/shared/domain/links.ts'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

function filesBelow(folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => pattern.test(file))
    .sort()
}

const sources = filesBelow('src', /\.tsx?$/).filter(
  (file) => !/\.test\.tsx?$|test-support|test-client/.test(file),
)

/** Code without its comments, so that a rule may be explained where it holds. */
function codeOf(file: string): string {
  return read(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1')
}

/** The files that hold the pattern, each as often as it does. */
function sitesOf(pattern: RegExp, files = sources): readonly string[] {
  return files.flatMap((file) => [...codeOf(file).matchAll(new RegExp(pattern, 'g'))].map(() => file))
}

/** Code that is shown or copied, not run. */
const holdsSamples = new Set(['src/shared/domain/snippets.ts', 'src/shared/domain/agents.ts'])
const inPage = sources.filter((file) => file.startsWith('src/renderer/'))
const inMain = sources.filter((file) => /^src\/(main|shared)\//.test(file))

describe('what stands at one place only', () => {
  it.each([
    ['R1 a window is made', /new BrowserWindow\b/, ['page-window.ts']],
    ['R14 a page outside is opened', /openExternal\b/, ['links.ts']],
    ['R11 the page is served', /protocol\.handle\b/, ['page-protocol.ts']],
    ['R4 commands are listened to', /ipcMain\.handle\b/, ['command-server.ts']],
    // Both of the others print one fixed sentence on the way out.
    [
      'R31 a line is printed',
      /process\.std(out|err)\.write|console\.\w+\(/,
      ['bootstrap.ts', 'fatal-errors.ts', 'log.ts'],
    ],
  ])('%s', (_, pattern, files) => {
    const inApp = sources.filter((file) => !file.startsWith('src/sandbox/'))
    const sites = [...new Set(sitesOf(pattern, inApp).filter((file) => !holdsSamples.has(file)))]
    expect(sites).toEqual(files.map((file) => `src/main/electron/${file}`))
  })
})

describe('what stands nowhere', () => {
  it.each([
    ['R1 switches on engine features', /enableBlinkFeatures|appendSwitch/],
    ['R1 another window or a view', /\b(BrowserView|WebContentsView|BaseWindow)\b|<webview/],
    ['R21 a store in clear', /setUsePlainTextEncryption/],
    ['R17 the synchronous secret store', /\b(isEncryptionAvailable|encryptString|decryptString)\b\(/],
    ['R32 a crash reporter', /crashReporter/],
    ['R40 Electron’s own network', /\bnet\.(fetch|request)\b|session\.fetch\b/],
    ['R2 the raw messenger in the page', /\b(ipcRenderer|contextBridge)\.(send|postMessage)\b/],
    ['R53 programs and code from elsewhere', /node:(child_process|worker_threads|vm|cluster)|utilityProcess/],
    ['R54 an updater', /autoUpdater/],
    ['R30 the primary selection', /clipboard\.selection/],
  ])('%s', (_, pattern) => {
    expect(sitesOf(pattern)).toEqual([])
  })

  it.each([
    ['R10 text that becomes code', /\beval\(|new Function\b|setTimeout\(\s*['"`]/],
    [
      'R15 text that becomes elements',
      /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|DOMParser|srcDoc/,
    ],
    ['R12 a call of the page', /\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection/],
    ['R22 storage of the page', /localStorage|sessionStorage|indexedDB|document\.cookie|\bcaches\./],
    ['R6 the page’s own clipboard', /navigator\.clipboard|execCommand/],
    ['R12 an address of its own', /https?:\/\/(?!www\.w3\.org)[\w]/],
  ])('in the page: %s', (_, pattern) => {
    expect(inPage.length).toBeGreaterThan(50)
    // What a field shows as an example is no address that is called.
    const sites = inPage.filter((file) =>
      pattern.test(
        codeOf(file)
          .replace(/(placeholder|hint)="[^"]*"/g, '')
          .replace(/https:\/\/(?=[….])/g, ''),
      ),
    )
    expect(sites).toEqual([])
  })

  it('R33 a main that fetches by itself: all calls go through undici in remote', () => {
    const callers = inMain.filter((file) => /\bfrom 'undici'|\bfetch\(/.test(codeOf(file)))
    expect(callers.length).toBeGreaterThan(0)
    expect(callers.filter((file) => !file.startsWith('src/main/remote/'))).toEqual([])
  })
})

describe('R59 SQL', () => {
  /** What may stand inside a statement: names of our own tables and columns, never what somebody entered. */
  const constants: Readonly<Record<string, readonly string[]>> = {
    'src/main/store/cache-store.ts': ['table'],
    'src/main/store/cached-secret-statements.ts': ['columns'],
    'src/main/store/erasure.ts': ['condition', 'table'],
    'src/main/store/ledger.ts': ['table'],
    'src/main/store/sealed-value-statements.ts': ['columns'],
    'src/main/store/secret-copy-statements.ts': ['columns'],
    'src/sandbox/sub-key-store.ts': ['assignments', 'creditCycles', 'newestFirst', 'select'],
  }

  it('takes what changes as parameters: only our own names are written into it', () => {
    const found: Record<string, readonly string[]> = {}
    for (const file of sources) {
      const statements = [...codeOf(file).matchAll(/`([^`]*)`/g)].map((match) => match[1] ?? '')
      const names = statements
        .filter((text) => /\b(SELECT|INSERT|UPDATE|DELETE|CREATE|WHERE|VALUES)\b/.test(text))
        .flatMap((text) => [...text.matchAll(/\$\{\s*(\w+)/g)].map((match) => match[1] ?? ''))
      if (names.length > 0) found[file] = [...new Set(names)].sort()
    }
    const strangers = Object.entries(found).flatMap(([file, names]) =>
      names.filter((name) => !constants[file]?.includes(name)).map((name) => `${file}: ${name}`),
    )
    expect(strangers).toEqual([])
    expect(sitesOf(/(prepare|exec)\w*(<[^(]*>)?\([^)`]*['"]\s*\+/)).toEqual([])
  })

  it('is given only conditions that are written out', () => {
    const calls = sources
      .filter((file) => file.startsWith('src/main/store/'))
      .flatMap((file) => [
        ...codeOf(file).matchAll(/(?<!function )\b(?:eraseSealedRows|deleteRows)\(([^)]*)/g),
      ])
      .map((match) => (match[1] ?? '').split(',').map((argument) => argument.trim()))
    expect(calls.length).toBeGreaterThan(0)
    for (const [table = '', condition = ''] of calls) {
      expect(`${table} ${condition}`).toMatch(/^('\w+'|table) ('[\w =?<>]+'|\w+)$/)
    }
  })
})

it('R14 every address that can be opened is a constant, and https', () => {
  const addresses = Object.values(links)
  expect(addresses.length).toBeGreaterThan(10)
  for (const address of addresses) {
    const url = new URL(address)
    expect(url.protocol).toBe('https:')
    expect(url.username + url.password + url.port).toBe('')
  }
})

it('R27 no document claims that memory is wiped', () => {
  const texts = ['README.md', 'SECURITY.md', ...filesBelow('docs', /\.md$/)]
  expect(texts.filter((file) => /\bzeroi[sz]e/i.test(read(file)))).toEqual([])
  expect(sources.filter((file) => /\bzeroi[sz]e/i.test(read(file)))).toEqual([])
  expect(read('SECURITY.md')).toMatch(/copies .* stay in the memory/)
})

it('R33 the environment cannot loosen TLS', () => {
  expect(codeOf('src/main/electron/bootstrap.ts')).toContain(
    'delete process.env.NODE_TLS_REJECT_UNAUTHORIZED',
  )
  expect(sitesOf(/rejectUnauthorized\s*:\s*false/)).toEqual([])
})
