import type { LocalText } from '@fachwerk/problem'

export const shortestPassword = 12
/** Long enough for any sentence; longer ones are only work for the server. */
export const longestPassword = 200

/** What most people reach for when twelve characters are asked; compared without case, and without the digits and signs at the end. */
const common: ReadonlySet<string> = new Set(
  `password passwort passwörter kennwort geheim geheimnis hallo halloallerseits ichliebedich schatz sommer winter frühling herbst
  qwertz qwertzuiop qwertzuiopü qwerty qwertyuiop asdfgh asdfghjkl yxcvbnm zxcvbnm qaywsxedc 1qay2wsx3edc 1q2w3e4r5t6z 1qaz2wsx3edc
  abc abcd abcdef abcdefgh abcdefghijkl letmein welcome welcometo willkommen willkommen2 iloveyou iloveyousomuch trustno princess prinzessin
  sunshine sonnenschein football fussball fußball dragon monkey master superman batman computer internet default changeme changemenow
  admin administrator verwaltung behoerde behörde rathaus gemeinde niedersachsen hannover deutschland germany fachwerk fachwerkfachwerk
  passwordpassword passwortpasswort correcthorsebatterystaple test testtest testtesttest start startstart initial anfang mustermann maxmustermann
  borussiadortmund bayernmuenchen bayernmünchen hannover96 schalke werderbremen michael michelle andreas thomas jennifer christian`.split(
    /\s+/,
  ),
)

/**
 * NIST SP 800-63B-4 section 3.1.1.2: length and a blocklist, no rules of composition, nothing expires. `personal`: login and name, which are
 * tried first. Undefined: the password may be used.
 */
export function passwordFault(password: string, personal: readonly string[]): LocalText | undefined {
  const { length } = [...password.normalize('NFKC')]
  if (length < shortestPassword) return tooShort
  if (length > longestPassword) return tooLong
  const plain = password.normalize('NFKC').toLowerCase()
  if (isCommon(plain) || isMonotonous(plain)) return tooCommon
  if (personal.some((word) => word.length >= 4 && bare(plain) === bare(word.toLowerCase()))) return tooPersonal
  return undefined
}

/** Without spaces and without what people append to satisfy rules. */
const bare = (text: string): string => text.replaceAll(/[\s._-]/g, '').replace(/[\d!?@#$%&*+]+$/, '')
const isCommon = (plain: string): boolean => common.has(plain) || common.has(bare(plain)) || bare(plain) === ''

/** One to three characters over and over, or a row of the keyboard's digits. */
const isMonotonous = (plain: string): boolean =>
  new Set(plain).size <= 3 || '01234567890123456789'.includes(plain) || '98765432109876543210'.includes(plain)

const tooShort: LocalText = {
  de: `Das Passwort braucht mindestens ${shortestPassword} Zeichen. Ein kurzer Satz eignet sich gut; Leerzeichen sind erlaubt.`,
  en: `The password needs at least ${shortestPassword} characters. A short sentence works well; spaces are allowed.`,
}
const tooLong: LocalText = {
  de: `Das Passwort darf höchstens ${longestPassword} Zeichen haben.`,
  en: `The password may have at most ${longestPassword} characters.`,
}
const tooCommon: LocalText = {
  de: 'Dieses Passwort gehört zu denen, die Angreifer zuerst versuchen. Bitte wählen Sie ein anderes.',
  en: 'This password is one of those that attackers try first. Please choose another one.',
}
const tooPersonal: LocalText = {
  de: 'Das Passwort darf nicht Ihr Name oder Ihr Anmeldename sein. Bitte wählen Sie ein anderes.',
  en: 'The password must not be your name or your login name. Please choose another one.',
}
