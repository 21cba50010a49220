// Another process that holds a vault: nobody else may write meanwhile, or even read.
import { spawn } from 'node:child_process'

/** Resolves when the file is held; the returned function lets go of it and resolves when the process has ended. */
export async function holdDatabase(
  path: string,
  lock: 'EXCLUSIVE' | 'IMMEDIATE',
): Promise<() => Promise<void>> {
  const script = `
    import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))}
    const database = new Database(${JSON.stringify(path)})
    ${lock === 'EXCLUSIVE' ? `database.pragma('locking_mode = EXCLUSIVE')` : ''}
    database.exec('BEGIN ${lock}')
    ${lock === 'EXCLUSIVE' ? `database.exec('PRAGMA user_version')` : ''}
    console.log('held')
    process.stdin.on('data', () => process.exit(0)).on('end', () => process.exit(0))`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => holder.once('close', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    holder.stdout.once('data', () => resolve())
    holder.once('close', () => reject(new Error('the holder of the database ended')))
  })
  return async () => {
    holder.stdin.end('\n')
    await ended
  }
}
