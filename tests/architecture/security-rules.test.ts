import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

// Rules of security that a reader of one file cannot see broken in another.
const root = join(import.meta.dirname, '../..')

/** Without comments: words about a rule are no breach of it. */
const codeOf = (file: string): string =>
  readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')

const product = globSync(['packages/*/src/**/*.{ts,tsx}', 'domains/**/*.{ts,tsx}', 'apps/**/*.{ts,tsx}'], {
  cwd: root,
  exclude: ['**/node_modules/**', '**/dist/**'],
})
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !/\.test\.tsx?$|\/test-kit\//.test(file))
  .map((file) => ({ file, code: codeOf(file) }))

const breaches = (rule: RegExp, exceptions: Readonly<Record<string, string>>): readonly string[] =>
  product
    .flatMap(({ file, code }) => [...code.matchAll(rule)].map(([found]) => `${file}: ${found.trim()}`))
    .filter((found) => !(found.split(': ')[0]! in exceptions))

const unused = (rule: RegExp, exceptions: Readonly<Record<string, string>>): readonly string[] =>
  Object.keys(exceptions).filter((file) => !product.some((each) => each.file === file && each.code.match(rule)))

test('there is a product to look at', () => expect(product.length).toBeGreaterThan(200))

describe('calls to other systems go through createOutgoing', () => {
  const ways =
    /(?<![\w.])fetch\(|\bglobalThis\.fetch\b|from '(?:node:)?(?:https?|http2|net|tls|dgram)'|from '(?:undici|axios|got|node-fetch|ws)'|\bnew (?:WebSocket|EventSource|XMLHttpRequest)\b/g
  const exceptions = {
    'packages/kernel/src/outgoing/outgoing.ts': 'is the way out',
    'apps/server/src/commands/running-server.ts':
      'a command: asks the server on the same machine, at the address in a file that only its own user can read',
    'apps/server/src/commands/ledger/export-source.ts':
      'a command: fetches from the address that its caller typed, with the rights of its caller',
    'apps/server/src/commands/ledger/witness.ts':
      'a command: fetches from the address that its caller typed, with the rights of its caller',
    'apps/server/src/config.ts': 'isIP only',
    'apps/server/src/main.ts': 'type of an address only',
    'packages/web/src/islands/passkey.ts': 'runs in the browser, where the content security policy allows our own origin only',
  }
  test('nothing else calls', () => expect(breaches(ways, exceptions)).toEqual([]))
  test('every exception is still needed', () => expect(unused(ways, exceptions)).toEqual([]))

  test('OpenID Connect is given its way out by who composes the server', () => {
    const users = product.filter(({ code }) => /from '(openid-client|oauth4webapi)'/.test(code))
    expect(users.length).toBeGreaterThan(0)
    for (const { file, code } of users) expect([file, code.includes('[customFetch]')]).toEqual([file, true])
  })
})

describe('secrets are compared in constant time', () => {
  const secret = String.raw`\w*(?:[tT]oken|[sS]ecret|[hH]ash|[dD]igest|[pP]assword|[cC]srf|[sS]ignature|[mM]ac|[oO]tp|[rR]ecoveryCode)\b`
  const operand = String.raw`(?:[\w.?!\[\]']*\.)?${secret}(?:\([^()]*\))?`
  const plain = String.raw`(?!\s*(?:undefined|null|''|0|'[a-z-]+'))`
  const compared = new RegExp(String.raw`${operand}\s*[!=]==${plain}\s*[\w.'(]+|[\w.)\]]+\s*[!=]==\s*${operand}(?![\w(.])`, 'g')
  const exceptions: Readonly<Record<string, string>> = {
    'packages/web/src/sign-in/invitation-routes.tsx': 'two fields of one form, both typed by the same person',
    'packages/postgres/src/lock-directory.ts': 'the token of a lock file says whose it is; it opens nothing',
  }
  test('never with ===', () => expect(breaches(compared, exceptions)).toEqual([]))
  test('every exception is still needed', () => expect(unused(compared, exceptions)).toEqual([]))

  test('the rule finds what it is for', () => {
    for (const code of [
      'if (given.token === row.token)',
      'return hash(a) === expected',
      'sha !== own.digest',
      'a.csrfToken === body._csrf',
    ])
      expect([code, [...code.matchAll(compared)].length > 0]).toEqual([code, true])
    for (const code of ['if (token === undefined)', "kind === 'token'", 'hash !== null'])
      expect([code, [...code.matchAll(compared)].length]).toEqual([code, 0])
  })
})

describe('settings', () => {
  test('that are secrets can be read from a file, and are read in one place', () => {
    const wrong = product.flatMap(({ file, code }) =>
      [...code.matchAll(/(?:environment|process\.env)(?:\.|\[['"])(\w*(?:SECRET|PASSWORD|KEY|TOKEN|DATABASE_URL)\w*)/g)].map(
        ([, name]) => `${file}: ${name}`,
      ),
    )
    expect(wrong).toEqual([])
  })

  test('all stand in the reference', () => {
    const page = readFileSync(join(root, 'docs/reference/configuration.md'), 'utf8')
    const names = product.flatMap(({ code }) => [
      ...[...code.matchAll(/(?:environment|process\.env)\[['"](\w+)['"]\]/g)].map(([, name]) => name!),
      ...[...code.matchAll(/\bsecret\(environment, ['"](\w+)['"]\)/g)].map(([, name]) => name!),
    ])
    expect(names.length).toBeGreaterThan(8)
    expect([...new Set(names)].filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })
})

test('chance is taken from node:crypto, never from Math.random', () => {
  expect(breaches(/\bMath\.random\b/g, {})).toEqual([])
})

test('runs no text as a program and starts no other program', () => {
  const ways = /(?<![\w.])eval\(|\bnew Function\b|from '(?:node:)?(?:vm|child_process|cluster)'|\bimport\((?!['"])/g
  expect(breaches(ways, {})).toEqual([])
})

describe('regular expressions made of texts', () => {
  const made = /\bnew RegExp\(/g
  const exceptions = {
    'packages/feel/src/syntax/token.ts': 'of constants',
    'packages/feel/src/regex/character-class.ts': 'the name of a category of Unicode, letters only',
    'packages/dmn/src/table/simple-test.ts': 'of constants',
    'packages/forms/src/answers/parse-date.ts': 'of constants',
    'packages/forms/src/read/safe-pattern.ts': 'is the gate for patterns of forms: what could go back is refused',
    'packages/kernel/src/identity/names-in-texts.ts': 'of constants',
    'packages/kernel/src/generated-forms/variable-use.ts': 'the name is escaped',
    'packages/ledger/src/export-lines.ts': 'of constants',
    'packages/privacy/src/looks-personal.ts': 'of constants',
    'packages/web/src/components/bpmn-diagram.tsx': 'names of attributes, constants',
  }
  test('are made nowhere else', () => expect(breaches(made, exceptions)).toEqual([]))
  test('every exception is still needed', () => expect(unused(made, exceptions)).toEqual([]))
})

test('the server writes its log in one place and no other', () => {
  const written = /\bconsole\.\w+|\bprocess\.std(?:out|err)\b|\b(?:appendFile|createWriteStream)\w*\(/g
  const found = breaches(written, {}).map((each) => each.split(': ')[0]!)
  expect(new Set(found.filter((file) => !/^apps\/server\/src\/(?:cli|commands\/.+)\.ts$/.test(file)))).toEqual(
    new Set(['apps/server/src/json-log.ts']),
  )
})

test('hashes are SHA-256 and above', () => {
  expect(breaches(/\b(?:createHash|createHmac|hkdfSync|pbkdf2Sync|createSign)\((?!'sha(?:256|384|512)')/g, {})).toEqual([])
  expect(product.filter(({ code }) => /\bcreateHash\('sha256'/.test(code)).length).toBeGreaterThan(3)
})

test('keeps nothing in the browser', () => {
  expect(breaches(/\b(?:localStorage|sessionStorage|indexedDB|document\.cookie|caches\.open|serviceWorker)\b/g, {})).toEqual([])
})

describe('raw HTML', () => {
  const raw = /\bdangerouslySetInnerHTML\b|\.(?:inner|outer)HTML\s*=|\binsertAdjacentHTML\b|\bdocument\.write\b/g
  const exceptions = {
    'packages/web/src/components/bpmn-diagram.tsx': 'the drawing as JSON in a script of type application/json, with `<` escaped',
    'packages/web/src/playground/playground-frame.tsx':
      'the input as JSON in a script of type application/json, with `<` escaped',
  }
  test('is written nowhere else', () => expect(breaches(raw, exceptions)).toEqual([]))
  test('every exception is still needed', () => expect(unused(raw, exceptions)).toEqual([]))
})

test('errors are logged by errorFields, without what they say', () => {
  expect(breaches(/log\.(?:info|warn|error)\([^\n]*?(?:String\(error|error\.message|\.stack\b|\berr: )/g, {})).toEqual([])
})
