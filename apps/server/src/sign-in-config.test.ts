import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSignInConfig } from './sign-in-config.ts'

const hash = '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
const groups = JSON.stringify({ 'FW-Celle': { tenant: 'celle', unit: 'buergeramt', groups: ['buergeramt'], roles: ['clerk'] } })
const openId = {
  FACHWERK_OIDC_ISSUER: 'https://anmeldung.niedersachsen.example',
  FACHWERK_OIDC_CLIENT_ID: 'fachwerk',
  FACHWERK_OIDC_CLIENT_SECRET: 'WkmWqVqBxVRWgbAe9Yw3',
  FACHWERK_OIDC_GROUPS: groups,
}

describe('settings of signing in', () => {
  test('are none where nothing is set', () => expect(readSignInConfig({})).toEqual({}))

  test('name a provider and what its groups mean', () => {
    expect(readSignInConfig(openId).openId).toEqual({
      issuer: 'https://anmeldung.niedersachsen.example',
      clientId: 'fachwerk',
      clientSecret: 'WkmWqVqBxVRWgbAe9Yw3',
      groupsClaim: 'groups',
      scope: '',
      groups: { 'FW-Celle': { tenant: 'celle', unit: 'buergeramt', groups: ['buergeramt'], roles: ['clerk'] } },
    })
  })

  test('come from files too', () => {
    const folder = mkdtempSync(join(tmpdir(), 'fachwerk-sign-in-'))
    writeFileSync(join(folder, 'groups.json'), groups)
    writeFileSync(join(folder, 'secret'), 'from-a-file-of-the-vault\n')
    writeFileSync(join(folder, 'hash'), `${hash}\n`)
    const { FACHWERK_OIDC_CLIENT_SECRET: _secret, ...rest } = openId
    const read = readSignInConfig({
      ...rest,
      FACHWERK_OIDC_GROUPS: join(folder, 'groups.json'),
      FACHWERK_OIDC_CLIENT_SECRET_FILE: join(folder, 'secret'),
      FACHWERK_BREAK_GLASS_FILE: join(folder, 'hash'),
    })
    expect(read).toMatchObject({ breakGlass: hash, openId: { clientSecret: 'from-a-file-of-the-vault' } })
  })

  test.each([
    [{ FACHWERK_BREAK_GLASS: 'das Kennwort selbst' }, /break-glass hash/],
    [{ FACHWERK_BREAK_GLASS: hash.replace('m=19456', 'm=9999999') }, /Argon2id/],
    [{ FACHWERK_OIDC_ISSUER: 'https://x.example' }, /alle drei/],
    [{ ...openId, FACHWERK_OIDC_ISSUER: 'http://anmeldung.example' }, /https:\/\//],
    [{ ...openId, FACHWERK_OIDC_GROUPS: '' }, /Zuordnung/],
    [{ ...openId, FACHWERK_OIDC_GROUPS: '{"a": ' }, /gültiges JSON/],
    [{ ...openId, FACHWERK_OIDC_GROUPS: '/nowhere.json' }, /nicht lesen/],
    [{ ...openId, FACHWERK_OIDC_GROUPS: '{"a": {"roles": ["clerk"]}}' }, /„tenant“/],
    [{ ...openId, FACHWERK_OIDC_GROUPS: '{"a": {"tenant": "land", "roles": ["root"]}}' }, /„root“ gibt es nicht/],
    [{ ...openId, FACHWERK_OIDC_GROUPS: '{"a": {"tenant": "land", "roles": "clerk"}}' }, /Liste aus/],
  ])('refuse %o with a sentence', (environment, sentence) => {
    expect(() => readSignInConfig(environment)).toThrow(sentence)
  })
})
