// How the three bundles are built: main as ES modules, the preload as one CommonJS file, the page as static files.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

/** Lists the page's files in `out/renderer/files.json`: main serves these and nothing else. */
function listPageFiles(): Plugin {
  return {
    name: 'list-page-files',
    apply: 'build',
    async writeBundle(options, bundle) {
      if (!options.dir) throw new Error('the page needs an output folder')
      await writeFile(join(options.dir, 'files.json'), JSON.stringify(Object.keys(bundle).sort(), null, 1))
    },
  }
}

export default defineConfig({
  main: {
    build: {
      // The one native module stays outside the bundle: it finds its binary by its own folder.
      externalizeDeps: true,
      target: 'node24',
      rolldownOptions: {
        input: { index: 'src/main/index.ts' },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload is one CommonJS file without neighbours; `.cjs` because the package is ESM.
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), tailwindcss(), listPageFiles()],
    build: {
      target: 'chrome150',
      // The page's policy forbids data: addresses and inline scripts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      minify: true,
      // Read from disk, not from a network: few files are quicker than many.
      chunkSizeWarningLimit: 1000,
      rolldownOptions: { input: { index: 'src/renderer/index.html', quick: 'src/renderer/quick.html' } },
    },
  },
})
