// Test layers: `unit` beside the sources, `electron` for the stand-in, `ui` and `e2e` for the built app.
import { defineConfig } from 'vitest/config'

/** The layers run one after the other; those with a browser also file by file, for it needs a core of its own. */
const layer = (groupOrder: number) => ({ sequence: { groupOrder }, testTimeout: 30_000 })
const browserLayer = (groupOrder: number) => ({
  sequence: { groupOrder },
  // A busy machine can delay a browser by seconds; the closing figures name every test that needed its second try.
  retry: 1,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  fileParallelism: false,
  expect: { poll: { timeout: 10_000 } },
})

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    projects: [
      { test: { name: 'architecture', include: ['test/architecture/**/*.test.ts'], ...layer(0) } },
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/support/**/*.test.ts'],
          ...layer(1),
        },
      },
      { test: { name: 'electron', include: ['test/electron/**/*.test.ts'], ...browserLayer(2) } },
      { test: { name: 'security', include: ['test/security/**/*.test.ts'], ...browserLayer(3) } },
      { test: { name: 'ui', include: ['test/ui/**/*.test.ts'], ...browserLayer(4) } },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], ...browserLayer(5) } },
    ],
  },
})
