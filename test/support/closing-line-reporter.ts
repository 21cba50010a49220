// Ends every test run with the one line that says how many tests passed and failed.
import type { Reporter, TestModule } from 'vitest/node'

/** Vitest reporter that prints `N passed, N failed` (and skipped, where there are any) last. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 }
    let brokenFiles = 0
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state] += 1
      if (module.state() === 'failed' && module.errors().length > 0) brokenFiles += 1
    }
    const failed = counts.failed + counts.pending + brokenFiles + unhandled.length
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
    // Written on exit so that nothing of the default reporter comes after it.
    process.once('exit', () =>
      process.stdout.write(`\n${counts.passed} passed, ${failed} failed${skipped}\n`),
    )
  }
}
