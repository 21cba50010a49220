// Preloaded into every thread of the host: a worker that imports `electron` fails, as it does in Electron (J5).
import { registerHooks } from 'node:module'
import { isMainThread } from 'node:worker_threads'

if (!isMainThread) {
  registerHooks({
    resolve: (specifier, context, next) => {
      if (/^electron(\/|$)/.test(specifier)) throw new Error(`a worker cannot import ${specifier}`)
      return next(specifier, context)
    },
  })
}
