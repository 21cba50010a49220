// The last resort: what nobody caught is told once and ends the process, instead of living on half dead.
import { app, dialog } from 'electron/main'

let hasFailed = false

/** Installs the handlers; call before anything else can throw. */
export function handleFatalErrors(): void {
  // A closed terminal must not turn each line of output into an exception.
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
  process.on('uncaughtException', stop)
  process.on('unhandledRejection', stop)
}

function stop(error: unknown): void {
  if (hasFailed) return
  hasFailed = true
  // Name and code only: a message could carry what a failing call was given.
  const name = error instanceof Error ? error.name : typeof error
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
  process.stderr.write(`latchkey: stopped by an unexpected ${name}${code}\n`)
  if (!app.isPackaged && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`)
  dialog.showErrorBox(
    'Latchkey has to stop',
    `An unexpected problem (${name}${code}) ended Latchkey. Everything that was stored is safe; start it again.`,
  )
  app.exit(1)
}
