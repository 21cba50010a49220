// How much JavaScript the page loads.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const assets = join(import.meta.dirname, '../../out/renderer/assets')

/** Prints the built page's scripts in kB, as they are and compressed. */
export function printPageSize(): void {
  const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'))
  const bytes = scripts.map((file) => readFileSync(join(assets, file)))
  const plain = bytes.reduce((sum, script) => sum + script.length, 0)
  const compressed = bytes.reduce((sum, script) => sum + gzipSync(script).length, 0)
  console.log(
    `renderer JavaScript: ${(plain / 1000).toFixed(0)} kB (${(compressed / 1000).toFixed(0)} kB compressed)`,
  )
}
