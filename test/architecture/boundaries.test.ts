// Holds the layout: who may import whom, how long a file may be, and that no two files import in a circle.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const sources = list('src')
const tests = list('test').filter((file) => !file.includes('/fixtures/'))

interface Rule {
  /** Files the rule speaks of. */
  readonly from: RegExp
  /** What they may import; everything else is a breach. */
  readonly mayImport: readonly RegExp[]
}

const node = /^node:/
/** Libraries that only turn data into text, each in the one service that needs it. */
const writers: Readonly<Record<string, string>> = {
  'src/main/services/activity-file.ts': 'csv-stringify/sync',
  'src/main/services/timeline-file.ts': 'ical-generator',
}
/** The first rule that fits a file counts. Test files follow their own rule. */
const rules: readonly Rule[] = [
  { from: /^src\/shared\//, mayImport: [/^zod$/, /^src\/shared\//] },
  {
    from: /^src\/preload\//,
    mayImport: [/^electron\/renderer$/, /^src\/shared\/ipc\/(channels|bridge)\.ts$/],
  },
  {
    from: /^src\/renderer\/ui\//,
    mayImport: [/^src\/renderer\/ui\//, /^[^./n]/, /^src\/renderer\/styles\//],
  },
  {
    from: /^src\/renderer\//,
    mayImport: [/^src\/renderer\//, /^src\/shared\//, /^src\/preload\/window\.d\.ts$/, /^[^./n]/],
  },
  {
    from: /^src\/main\/remote\//,
    mayImport: [/^src\/(shared|main\/remote)\//, /^src\/main\/ports\//, node, /^undici$/, /^zod$/],
  },
  {
    from: /^src\/main\/store\//,
    mayImport: [/^src\/(shared|main\/store)\//, /^src\/main\/ports\//, node, /^better-sqlite3$/, /^zod$/],
  },
  {
    from: /^src\/main\/(services|state)\//,
    mayImport: [/^src\/(shared|main\/services|main\/state)\//, /^src\/main\/ports\//, node, /^zod$/],
  },
  {
    from: /^src\/main\/ipc\//,
    mayImport: [
      /^src\/(shared|main\/services|main\/state|main\/ipc)\//,
      /^src\/main\/ports\//,
      node,
      /^zod$/,
    ],
  },
  {
    from: /^src\/main\/(create-app|compose-services)\.ts$/,
    mayImport: [/^src\/(shared|main\/(?!electron))/, node],
  },
  {
    from: /^src\/main\//,
    mayImport: [/^src\/(shared|main|sandbox)\//, node, /^electron\/(main|common)$/, /^electron-store$/],
  },
  {
    from: /^src\/sandbox\//,
    mayImport: [/^src\/sandbox\//, node, /^hono/, /^@hono\//, /^better-sqlite3$/, /^zod$/],
  },
]

describe('who may import whom', () => {
  it('every file imports only what its folder allows', () => {
    const breaches = sources.filter(isProduction).flatMap((file) => {
      const rule = rules.find(({ from }) => from.test(file))
      if (rule === undefined) return [`${file}: no rule for its folder`]
      return importsOf(file)
        .filter(
          (target) => target !== writers[file] && !rule.mayImport.some((allowed) => allowed.test(target)),
        )
        .map((target) => `${file} imports ${target}`)
    })
    expect(breaches).toEqual([])
  })

  it('the libraries that write files are imported where it is said, and nowhere else', () => {
    const libraries = Object.values(writers)
    const found = sources.flatMap((file) =>
      importsOf(file).flatMap((target) => (libraries.includes(target) ? [[file, target]] : [])),
    )
    expect(found).toEqual(Object.entries(writers))
  })

  it('only main/electron imports Electron, by the names of its process', () => {
    const users = sources.filter((file) =>
      importsOf(file).some((target) => /^electron($|\/|-store)/.test(target)),
    )
    expect(users.filter((file) => !/^src\/(main\/electron|preload)\//.test(file))).toEqual([])
    expect(sources.filter((file) => importsOf(file).includes('electron'))).toEqual([])
  })

  it('no source imports a test', () => {
    const users = sources
      .filter(isProduction)
      .filter((file) => importsOf(file).some((target) => target.startsWith('test/')))
    expect(users).toEqual([])
  })

  it('no two files import each other in a circle', () => {
    expect(findCycle(sources)).toBeNull()
  })
})

it('no file is longer than 300 lines', () => {
  const long = [...sources, ...tests]
    .map((file) => ({ file, lines: read(file).split('\n').length - 1 }))
    .filter(({ lines }) => lines > 300)
  expect(long).toEqual([])
})

it('every source opens with a sentence that says what lives there', () => {
  const silent = sources.filter(
    (file) => /\.tsx?$/.test(file) && !/^\/\/ \S.*[.:]/.test(read(file).split('\n').slice(0, 2).join(' ')),
  )
  expect(silent).toEqual([])
})

function isProduction(file: string): boolean {
  return !/\.test\.tsx?$/.test(file)
}

function list(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|css)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

/** Import targets of a file: repository paths for relative ones, names for packages. */
function importsOf(file: string): string[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g
  return [...read(file).matchAll(pattern)]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .map((target) =>
      target.startsWith('.') ? normalize(join(dirname(file), target)).replaceAll('\\', '/') : target,
    )
}

function findCycle(files: readonly string[]): readonly string[] | null {
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return null
    for (const target of importsOf(file)) {
      const cycle = files.includes(target) ? visit(target, [...path, file]) : null
      if (cycle !== null) return cycle
    }
    done.add(file)
    return null
  }
  for (const file of files) {
    const cycle = visit(file, [])
    if (cycle !== null) return cycle
  }
  return null
}
