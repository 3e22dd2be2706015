/**
 * Lets Node load `.tsx`: Node strips types but does not turn JSX into calls. Use: `node --import ./packages/web/src/tsx-hook.mjs FILE`.
 * Kept in plain JavaScript, for it runs before anything that could transform it.
 */
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'oxc-transform'

registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith('file:') || !url.endsWith('.tsx')) return nextLoad(url, context)
    const file = fileURLToPath(url)
    const result = transformSync(file, readFileSync(file, 'utf8'), {
      lang: 'tsx',
      sourcemap: false,
      jsx: { runtime: 'automatic', importSource: 'preact', development: false },
      typescript: { onlyRemoveTypeImports: true },
    })
    if (result.errors.length > 0)
      throw new SyntaxError(`${file}: ${result.errors.map((error) => error.codeframe ?? error.message).join('\n')}`)
    return { format: 'module', source: result.code, shortCircuit: true }
  },
})
