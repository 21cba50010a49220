// `npm run bench`: builds the app and prints what it costs, as ratios within one run.
import { measureCacheWrite } from '../test/bench/cache-write.ts'
import { printPageSize } from '../test/bench/page-size.ts'
import { measureSearch } from '../test/bench/search.ts'
import { measureStart } from '../test/bench/start.ts'
import { measureSync } from '../test/bench/sync.ts'
import { measureLongestTurns } from '../test/bench/turns.ts'
import { buildApp } from './build-app.ts'
import { ensureChromium } from './find-chromium.ts'

try {
  process.env.LATCHKEY_CHROMIUM = ensureChromium((line) => console.log(line))
  buildApp()
  await measureSearch()
  await measureCacheWrite()
  await measureSync()
  await measureLongestTurns()
  await measureStart()
  printPageSize()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
