import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build, type Rollup } from 'vite'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** What a page loads that uses these exports: built and minified as islands are. */
async function bundle(source: string, external: readonly string[] = []): Promise<string> {
  const name = 'virtual:entry'
  const result = (await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === name ? join(root, 'tests/architecture/entry.ts') : null),
        load: (id) => (id.endsWith('tests/architecture/entry.ts') ? source : null),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: {
        input: name,
        external: [...external],
        preserveEntrySignatures: 'strict',
        output: { format: 'es', minify: true },
      },
    },
  })) as Rollup.RollupOutput
  return result.output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('')
}

const feel = `export * from '@fachwerk/feel'`
const decisions = `export * from '@fachwerk/dmn'`
const gzipped = (code: string): number => gzipSync(code, { level: 9 }).length
/** As our server sends it: `vite build` writes the Brotli copies beside the files. */
const sent = (code: string): number => brotliCompressSync(code).length

describe('what decisions weigh in a browser', () => {
  it('is at most 60 kB for FEEL and decisions, even by gzip', async () => {
    const code = await bundle(`${feel}\n${decisions}`, ['@fachwerk/xml'])
    expect(code).toContain('out-of-range')
    expect(code).not.toMatch(/from\s*["'`]node:|require\(/)
    expect(gzipped(code)).toBeLessThanOrEqual(60_000)
  })

  it('is at most 60 kB as sent with the reader of XML, which BPMN needs as well', async () => {
    expect(sent(await bundle(`${feel}\n${decisions}`))).toBeLessThanOrEqual(60_000)
  })

  it('is at most 60 kB as sent with everything that only editors, checks and case pages load', async () => {
    const everything = ['analysis', 'reason', 'tck'].map((part) => `export * from '@fachwerk/dmn/${part}'`).join('\n')
    expect(sent(await bundle(`${feel}\n${decisions}\n${everything}`, ['@fachwerk/xml']))).toBeLessThanOrEqual(60_000)
  })

  it('is at most 34 kB for FEEL alone, even by gzip', async () => {
    expect(gzipped(await bundle(feel))).toBeLessThanOrEqual(34_000)
  })
})
