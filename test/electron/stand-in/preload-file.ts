// The preload as a file: read and checked before Chromium gets it, and what its `process` shows.
import { existsSync, readFileSync } from 'node:fs'
import { type Preload, preloadFault } from './world-scripts.ts'

/** Null without a usable preload; `onError` is told why. */
export function readPreload(
  path: string | undefined,
  onError: (path: string, error: Error) => void,
): Preload | null {
  if (path === undefined) return null
  if (!existsSync(path)) {
    onError(path, new Error(`ENOENT: no such file or directory, open '${path}'`))
    return null
  }
  const preload = { path, text: readFileSync(path, 'utf8') }
  const fault = preloadFault(preload)
  if (fault === null) return preload
  onError(path, fault)
  return null
}

/** The members of `process` that a sandboxed preload sees (F10). */
export function preloadProcess(args: readonly string[], platform: string): Record<string, unknown> {
  const { arch, versions, env, pid, execPath } = process
  return { platform, arch, versions, env: { ...env }, pid, execPath, argv: [execPath, ...args] }
}
