// Ends every test run with what its tests have measured, and last of all the line that says how many passed and failed.
import type { Reporter, TestModule, TestSpecification, Vitest } from 'vitest/node'
import { beginRun, clearFigures, readFigures } from './figures.ts'

/** Vitest reporter that prints the figures, then `N passed, N failed` (and skipped, where there are any) last. */
export default class ClosingLineReporter implements Reporter {
  private readonly run = beginRun()
  private vitest: Vitest | null = null

  onInit(vitest: Vitest): void {
    this.vitest = vitest
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    // What a part of the tests does not measure stays as the last whole run has left it.
    if (this.vitest !== null && isWholeRun(this.vitest, specifications)) clearFigures()
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 }
    let brokenFiles = 0
    const shaky: string[] = []
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        counts[test.result().state] += 1
        if (test.diagnostic()?.flaky) shaky.push(`${module.relativeModuleId}: ${test.fullName}`)
      }
      if (module.state() === 'failed' && module.errors().length > 0) brokenFiles += 1
    }
    const failed = counts.failed + counts.pending + brokenFiles + unhandled.length
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
    const lines = [
      ...figureLines(this.run),
      ...shakyLines(shaky),
      '',
      `${counts.passed} passed, ${failed} failed${skipped}`,
    ]
    // Written on exit so that nothing of the default reporter comes after it.
    process.once('exit', () => process.stdout.write(`${lines.join('\n')}\n`))
  }
}

function figureLines(run: string): readonly string[] {
  const figures = readFigures(run)
  if (figures.length === 0) return []
  const width = Math.max(...figures.map(({ name }) => name.length))
  return ['', 'Figures', ...figures.map(({ name, text }) => `  ${name.padEnd(width)}  ${text}`)]
}

/** Named, so that a second try hides nothing. */
function shakyLines(names: readonly string[]): readonly string[] {
  const count = `Passed only when tried again: ${names.length}`
  return ['', count, ...names.map((name) => `  ${name}`)]
}

/** Whether no layer, file or name of a test was chosen. */
function isWholeRun(vitest: Vitest, specifications: readonly TestSpecification[]): boolean {
  const layers = new Set(specifications.map(({ project }) => project.name))
  const isNarrowed =
    vitest.config.testNamePattern !== undefined || specifications.some(({ testLines }) => testLines?.length)
  return !isNarrowed && layers.size === (vitest.config.projects?.length ?? 0)
}
