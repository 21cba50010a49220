// Test layers: `unit` beside the sources, `electron` for the stand-in, `ui` and `e2e` for the built app.
import { defineConfig } from 'vitest/config'

const browserLayer = { testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false }

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    projects: [
      { test: { name: 'architecture', include: ['test/architecture/**/*.test.ts'], testTimeout: 30_000 } },
      { test: { name: 'unit', include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], testTimeout: 30_000 } },
      { test: { name: 'electron', include: ['test/electron/**/*.test.ts'], ...browserLayer } },
      { test: { name: 'security', include: ['test/security/**/*.test.ts'], ...browserLayer } },
      { test: { name: 'ui', include: ['test/ui/**/*.test.ts'], ...browserLayer } },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], ...browserLayer } },
    ],
  },
})
