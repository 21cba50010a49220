// Builds main, preload and page with the Node that runs this script.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** Runs a program of node_modules/.bin; a failure ends this process with the program's exit code. */
export function runTool(program: string, args: readonly string[]): void {
  const { status } = spawnSync(join(root, 'node_modules/.bin', program), args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
}

/** Builds the three bundles into `out/`. */
export function buildApp(): void {
  runTool('electron-vite', ['build', '--logLevel', 'warn'])
}
