// R51-R54: what the app is made of, that it is pinned, that nothing ran when it was installed, and how it is packed.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FuseV1Options, FuseVersion } from '@electron/fuses'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import {
  licencesOf,
  readPackages,
  shippedPackages,
  writeBillOfMaterials,
} from '../../scripts/bill-of-materials.ts'
import { inWords, recordFigure } from '../support/figures.ts'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

type Versions = Readonly<Record<string, string>>
interface Manifest {
  readonly scripts: Versions
  readonly dependencies: Versions
  readonly devDependencies: Versions
  readonly optionalDependencies: Versions
  readonly [field: string]: unknown
}
const manifest = JSON.parse(read('package.json')) as Manifest
const packages = readPackages()
const shipped = shippedPackages(packages)

/** What may be in the app: licences that ask for no more than their own text. */
const shippedLicences = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'OFL-1.1', '0BSD', '(MIT OR CC0-1.0)']
/** What the tools around it may have beyond that; none of their code is in the app. */
const toolLicences = [
  ...['Apache-2.0', 'MIT OR Apache-2.0', 'BlueOak-1.0.0', 'MPL-2.0', 'Python-2.0', 'CC-BY-4.0'],
  ...['WTFPL', 'WTFPL OR ISC', '(WTFPL OR MIT)'],
]

/** When the Electron that is pinned was published; a new pin needs its date here. */
const electronReleases: Versions = { '45.5.0': '2026-11-24T20:36:15Z' }
const dayMs = 86_400_000

describe('R53 what is installed', () => {
  it('is pinned to exact versions', () => {
    const { dependencies, devDependencies, optionalDependencies } = manifest
    const pins = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    expect(pins.length).toBeGreaterThan(20)
    expect(pins.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })

  it('is what the lock file says, each by its SHA-512, from no address that is written there', () => {
    const lock = read('package-lock.json')
    expect(packages.length).toBeGreaterThan(100)
    // What is bundled is part of an archive that has its own sum.
    const own = packages.filter(({ isBundled }) => !isBundled)
    expect(own.filter(({ integrity }) => !/^sha512-[\w+/]{86}==$/.test(integrity))).toEqual([])
    expect(lock).not.toContain('"resolved"')
    expect(lock).not.toMatch(/"(git|http|file)[+:]|github:/)
    const locked = JSON.parse(lock) as { packages: Readonly<Record<string, Manifest>> }
    const { dependencies, devDependencies, optionalDependencies } = locked.packages[''] as Manifest
    expect({ dependencies, devDependencies, optionalDependencies }).toEqual({
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
      optionalDependencies: manifest.optionalDependencies,
    })
  })

  it('may not run scripts, and the packages that have an install script have not run it', () => {
    const settings = read('.npmrc').split('\n')
    expect(settings).toContain('ignore-scripts=true')
    expect(settings).toContain('save-exact=true')
    expect(settings.filter((line) => line.startsWith('registry'))).toEqual([])
    expect(Object.keys(manifest.scripts).filter((name) => /install|prepare/.test(name))).toEqual([])
    const withScripts = packages.filter(
      ({ hasInstallScript, installScripts }) => hasInstallScript || installScripts.length > 0,
    )
    const names = withScripts.map(({ name }) => name)
    // Not every registry says that a package with a binding.gyp is built when it is installed.
    expect(names.filter((name) => name !== 'better-sqlite3')).toEqual(['electron-winstaller'])
    expect(() => readdirSync(join(root, 'node_modules/better-sqlite3/build'))).toThrow('ENOENT')
    // Its script would have copied this file.
    expect(() => read('node_modules/electron-winstaller/vendor/7z.exe')).toThrow('ENOENT')
    recordFigure(
      'Supply chain',
      `${packages.length} packages, ${withScripts.length} with install scripts (${names}), 0 run; ${Object.keys(manifest.dependencies).length} runtime dependencies of main; ${shipped.length} packages in the app`,
    )
  })

  it('is two packages beside Electron at run time in main', () => {
    expect(Object.keys(manifest.dependencies).sort()).toEqual(['better-sqlite3', 'undici'])
  })

  it('has licences that were looked at', () => {
    const names = (list: typeof packages, allowed: readonly string[]) =>
      list
        .filter(({ license }) => !allowed.includes(license))
        .map(({ name, license }) => `${name} ${license}`)
    expect(shipped.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['react', 'zod', 'undici', 'hono']),
    )
    expect(names(shipped, shippedLicences)).toEqual([])
    expect(names(packages, [...shippedLicences, ...toolLicences])).toEqual([])
    const kinds = Object.keys(licencesOf(packages)).length
    recordFigure(
      'Licences',
      `${packages.length} packages under ${kinds} licences, ${Object.keys(licencesOf(shipped)).length} of them in the app, 0 not on the list`,
    )
  })

  it('is listed in a bill of materials', () => {
    const { bomFormat, components } = writeBillOfMaterials()
    expect(bomFormat).toBe('CycloneDX')
    const listed = new Set(components.map(({ name, version }) => `${name}@${version}`))
    const wanted = packages.map(({ name, version }) => `${name}@${version}`)
    expect(wanted.filter((each) => !listed.has(each))).toEqual([])
    recordFigure(
      'Bill of materials',
      `${inWords(components.length)} components in test-results/sbom.cyclonedx.json`,
    )
  })
})

describe('R51 the fuses', () => {
  it('are set by name, all nine', async () => {
    const { fuses } = (await import(join(root, 'scripts/flip-fuses.mjs'))) as {
      fuses: Readonly<Record<string | number, unknown>>
    }
    const { version, strictlyRequireAllFuses, ...wire } = fuses
    expect(version).toBe(FuseVersion.V1)
    expect(strictlyRequireAllFuses).toBe(true)
    const names = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)))
    const byName = Object.fromEntries(
      names.map((name) => [name, wire[FuseV1Options[name as keyof typeof FuseV1Options]]]),
    )
    expect(byName).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    })
    recordFigure('Fuses', `${names.filter((name) => name in byName).length} of ${names.length} set by name`)
  })
})

describe('R52 the package', () => {
  const builder = parse(read('electron-builder.yml')) as Readonly<Record<string, unknown>>

  it('holds the bundles, icons and one prebuilt module, which stands beside the archive', () => {
    expect(builder.asar).toBe(true)
    expect(builder.asarUnpack).toEqual(['**/*.node'])
    expect(builder).toMatchObject({ npmRebuild: false, buildDependenciesFromSource: false })
    expect(builder.afterPack).toBe('scripts/flip-fuses.mjs')
    const files = builder.files as readonly string[]
    expect(files.filter((pattern) => !pattern.startsWith('!'))).toEqual([
      'out/**',
      'resources/tray*',
      'resources/icon.png',
      'package.json',
      // As electron-builder writes it, not as JavaScript would.
      `node_modules/better-sqlite3/prebuilds/${'$'}{platform}-${'$'}{arch}.node`,
    ])
    expect(files).toContain('!node_modules/better-sqlite3/prebuilds/*')
  })

  it('is built on a pinned Electron that is past the flaw of the startup snapshot, and of a known age', () => {
    const version = manifest.devDependencies['electron'] ?? ''
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
    const isPast = major > 35 || (major === 35 && (minor > 7 || (minor === 7 && patch >= 5)))
    expect(isPast).toBe(true)
    const releasedAt = Date.parse(electronReleases[version] ?? '')
    expect(releasedAt, `the date of Electron ${version} is not written down`).not.toBeNaN()
    const days = Math.floor((Date.now() - releasedAt) / dayMs)
    recordFigure('Electron', `${version}, released ${days} days ago`)
  })
})

describe('R54 updates', () => {
  it('are never fetched, and nothing is published by packaging', () => {
    const names = packages.map(({ name }) => name)
    expect(shipped.map(({ name }) => name)).not.toContain('electron-updater')
    expect(names).not.toContain('electron-updater')
    expect(parse(read('electron-builder.yml'))).toMatchObject({ publish: null })
    expect(manifest.scripts['package']).toContain('--publish never')
  })
})

describe('R17 the names that sealed values hang on', () => {
  it('are these for ever', () => {
    const { name, productName, desktopName } = manifest
    expect({ name, productName, desktopName }).toEqual({
      name: 'latchkey',
      productName: 'Latchkey',
      desktopName: 'io.net.latchkey.desktop',
    })
    expect(parse(read('electron-builder.yml'))).toMatchObject({
      appId: 'io.net.latchkey',
      productName: 'Latchkey',
    })
    expect(read('src/main/electron/bootstrap.ts')).toContain("const appName = 'Latchkey'")
    expect(read('src/main/electron/app-id.ts')).toContain("const appId = 'io.net.latchkey'")
  })
})
