import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const outDir = join(import.meta.dirname, 'dist')

/** Compressed copies beside the files, so that the server never compresses while someone waits. */
const compressed: Plugin = {
  name: 'fachwerk-compressed-copies',
  writeBundle(_options, bundle) {
    for (const name of Object.keys(bundle)) {
      const content = readFileSync(join(outDir, name))
      writeFileSync(join(outDir, `${name}.br`), brotliCompressSync(content))
      writeFileSync(join(outDir, `${name}.gz`), gzipSync(content))
    }
  },
}

/** Islands: the scripts of pages that live in the browser. Entry names are stable; the server puts a version into their address. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  publicDir: false,
  plugins: [compressed],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      input: Object.fromEntries(
        ['bpmn-viewer', 'feel-playground', 'passkey'].map((name) => [name, join(import.meta.dirname, `src/islands/${name}.ts`)]),
      ),
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name]-[hash][extname]' },
    },
  },
})
