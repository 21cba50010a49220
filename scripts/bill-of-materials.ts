// `npm run sbom`: writes the bill of materials (CycloneDX) and the list of licences into test-results/, without a network.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

export interface LockedPackage {
  /** Where it is installed: `node_modules/…`. */
  readonly path: string
  readonly name: string
  readonly version: string
  /** As its own package.json says where it is installed, else as the lock file says. */
  readonly license: string
  readonly isInstalled: boolean
  /** The lifecycle scripts that an installation would run. */
  readonly installScripts: readonly string[]
  /** Whether the lock file says that there are any. */
  readonly hasInstallScript: boolean
  /** Empty for what comes inside of another package. */
  readonly integrity: string
  /** Whether it is part of the archive of the package that it lies in. */
  readonly isBundled: boolean
  readonly dependencies: readonly string[]
}

interface LockEntry {
  readonly version?: string
  readonly license?: string
  readonly integrity?: string
  readonly hasInstallScript?: boolean
  readonly inBundle?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
}

interface PackageFile {
  readonly license?: unknown
  readonly scripts?: Readonly<Record<string, string>>
}

/** Every package of the lock file, those of other systems included, in the order of their paths. */
export function readPackages(): readonly LockedPackage[] {
  const lock = readJson<{ packages: Readonly<Record<string, LockEntry>> }>(join(root, 'package-lock.json'))
  return Object.entries(lock?.packages ?? {})
    .filter(([path]) => path !== '')
    .map(([path, entry]) => {
      const file = readJson<PackageFile>(join(root, path, 'package.json'))
      const names = ['preinstall', 'install', 'postinstall']
      return {
        path,
        name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
        version: entry.version ?? '',
        license: typeof file?.license === 'string' ? file.license : (entry.license ?? 'unknown'),
        isInstalled: file !== null,
        installScripts: names.filter((name) => file?.scripts?.[name] !== undefined),
        hasInstallScript: entry.hasInstallScript ?? false,
        integrity: entry.integrity ?? '',
        isBundled: entry.inBundle ?? false,
        dependencies: Object.keys(entry.dependencies ?? {}),
      }
    })
}

/** The packages whose code is in the app: what its sources import, and what those need, and so on. */
export function shippedPackages(packages: readonly LockedPackage[]): readonly LockedPackage[] {
  const byPath = new Map(packages.map((each) => [each.path, each]))
  const shipped = new Map<string, LockedPackage>()
  const add = (name: string, from: string) => {
    const found = resolve(byPath, name, from)
    if (found === undefined || shipped.has(found.path)) return
    shipped.set(found.path, found)
    for (const dependency of found.dependencies) add(dependency, found.path)
  }
  for (const name of importedPackages()) add(name, '')
  return [...shipped.values()]
}

/** Node's own rule: the nearest node_modules folder upwards. */
function resolve(byPath: ReadonlyMap<string, LockedPackage>, name: string, from: string) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const found = byPath.get(folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`)
    if (found !== undefined || folder === '') return found
    if (!folder.includes('/node_modules/')) folder = ''
  }
}

function importedPackages(): readonly string[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  const sources = files.filter(
    (file) => /\.(tsx?|css)$/.test(file) && !/\.test\.tsx?$|test-(support|client)/.test(file),
  )
  const names = sources.flatMap((file) => {
    const text = readFileSync(join(root, 'src', file), 'utf8')
    const imports = text.matchAll(/(?:from\s*|import\s*\(?\s*)['"]((?:@[\w.-]+\/)?[\w.-]+)(?:\/[^'"]*)?['"]/g)
    return [...imports].map((match) => match[1] ?? '')
  })
  return [...new Set(names)].filter((name) => !/^(\.|node:|electron$)/.test(name)).sort()
}

/** Which packages have which licence, the most frequent licence first. */
export function licencesOf(packages: readonly LockedPackage[]): Readonly<Record<string, readonly string[]>> {
  const byLicense = [...Map.groupBy(packages, ({ license }) => license)]
  return Object.fromEntries(
    byLicense
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([license, all]) => [license, all.map(({ name, version }) => `${name}@${version}`).sort()]),
  )
}

export interface BillOfMaterials {
  readonly bomFormat: string
  readonly specVersion: string
  readonly components: readonly { readonly name: string; readonly version: string; readonly purl: string }[]
}

/** Has npm make the bill from the lock file alone, writes it and the licences, and gives it back. */
export function writeBillOfMaterials(): BillOfMaterials {
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--offline'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' },
  )
  if (status !== 0) throw new Error(`npm made no bill of materials: ${stderr}`)
  const folder = join(root, 'test-results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'sbom.cyclonedx.json'), stdout)
  writeFileSync(join(folder, 'licences.json'), JSON.stringify(licencesOf(readPackages()), null, 2))
  return JSON.parse(stdout) as BillOfMaterials
}

function readJson<T>(path: string): T | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T
  } catch {
    return null
  }
}

if (process.argv[1] === import.meta.filename) {
  const packages = readPackages()
  const { components } = writeBillOfMaterials()
  console.log(`${components.length} components in test-results/sbom.cyclonedx.json`)
  console.log(`${shippedPackages(packages).length} of them are in the app; test-results/licences.json says:`)
  for (const [license, names] of Object.entries(licencesOf(packages))) {
    console.log(`  ${String(names.length).padStart(4)}  ${license}`)
  }
}
