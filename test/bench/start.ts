// What ten thousand cached keys cost at the start: until the table answers, against an empty profile.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLatchkey } from '../e2e/support/latchkey.ts'
import { pairs, printRatio, timed } from './figures.ts'
import { benchAdminKey, startServiceProcess } from './service-process.ts'

/** Prints the ratio; the built app on the stand-in, from its process to the first view that can be used. */
export async function measureStart(): Promise<void> {
  const service = await startServiceProcess(10_000)
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const env = { LATCHKEY_KEYS_URL: service.url, LATCHKEY_INTELLIGENCE_URL: service.url }
  const filled = join(folder, 'filled/Latchkey')
  try {
    const first = await startLatchkey({ userData: filled, env })
    await first.connect(benchAdminKey)
    await first.page.getByText('10,000 keys').waitFor({ timeout: 60_000 })
    await first.quit()
    let round = 0
    const empty = () => {
      round += 1
      return startUntil(
        join(folder, `empty-${round}/Latchkey`),
        env,
        'button:has-text("Explore the sandbox")',
      )
    }
    const figures = await pairs(5, () => startUntil(filled, env, 'tr.data-row'), empty)
    printRatio('start with 10,000 cached keys to the first row', figures, 'an empty profile')
  } finally {
    service.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startUntil(userData: string, env: Record<string, string>, selector: string): Promise<number> {
  let quit = async () => {}
  const ms = await timed(async () => {
    const app = await startLatchkey({ userData, env })
    quit = app.quit
    await app.page.locator(selector).first().waitFor()
  })
  await quit()
  return ms
}
