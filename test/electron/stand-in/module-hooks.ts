// Makes `electron` and its aliases the stand-in, for `import` and `require` alike.
import { registerHooks } from 'node:module'
import type { ElectronExports } from './electron.ts'
import { exportedNames } from './electron.ts'

const address = 'stand-in:electron'
const aliases = new Set(['electron', 'electron/main', 'electron/common', 'electron/renderer'])
/** Before the process is dressed up as another system's. */
const realPlatform = process.platform
const holder = Symbol.for('latchkey.electron-stand-in')

/** Call before anything of the app is loaded. The real package is never to be reached: it would download a binary. */
export function installElectronHooks(electron: ElectronExports): void {
  Object.assign(globalThis, { [holder]: electron })
  registerHooks({
    resolve: (specifier, context, next) => {
      if (aliases.has(specifier)) return { url: address, format: 'module', shortCircuit: true }
      const resolved = next(realBinary(specifier), context)
      if (/\/node_modules\/electron\/(?!package\.json)/.test(resolved.url)) {
        throw new Error('the real electron package must not be loaded in Node')
      }
      return resolved
    },
    load: (url, context, next) => {
      if (url !== address) return next(url, context)
      return { format: 'module', source: moduleText(), shortCircuit: true }
    },
  })
}

/** The app believes in another system; the native module must be this one's. */
function realBinary(specifier: string): string {
  return specifier.replace(
    /(?<=[\\/]prebuilds[\\/])(linux|darwin|win32)-(\w+)(?=\.node$)/,
    `${realPlatform}-$2`,
  )
}

function moduleText(): string {
  const names = exportedNames.map((name) => `export const ${name} = electron.${name}`)
  return [
    `const electron = globalThis[Symbol.for('latchkey.electron-stand-in')]`,
    ...names,
    'export default electron',
    // What `require` gives.
    `export { electron as 'module.exports' }`,
  ].join('\n')
}
