// Bundles the process that dies into one file: Node is then up in a third of the time, and it is started hundreds of times.
import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'

const root = join(import.meta.dirname, '../../..')

/** Lies below the repository, where its native module is found. */
export async function buildChild(): Promise<{ readonly script: string; readonly remove: () => void }> {
  await mkdir(join(root, 'test-results'), { recursive: true })
  const folder = mkdtempSync(join(root, 'test-results', 'kill-'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: { ssr: join(import.meta.dirname, 'child.ts'), outDir: folder, target: 'node24' },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
  })
  return {
    script: join(folder, 'child.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
