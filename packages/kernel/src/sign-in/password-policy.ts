import type { LocalText } from '@fachwerk/problem'
import { dictionary } from '@zxcvbn-ts/language-common'

export const shortestPassword = 12
/** Long enough for any sentence; longer ones are only work for the server. */
export const longestPassword = 200

/** What people here reach for when twelve characters are asked, and the list of leaks does not have. */
const here: ReadonlySet<string> = new Set(
  `passwörter geheimnis halloallerseits ichliebedich frühling qwertz qwertzuiop qwertzuiopü yxcvbnm qaywsxedc
  1qay2wsx3edc 1q2w3e4r5t6z abc abcdefgh abcdefghijkl welcometo willkommen prinzessin fußball changemenow verwaltung
  behoerde behörde rathaus gemeinde niedersachsen fachwerk correcthorsebatterystaple anfang mustermann maxmustermann
  borussiadortmund bayernmuenchen bayernmünchen werderbremen`.split(/\s+/),
)

/** Without spaces and without what people append to satisfy rules. */
const bare = (text: string): string => text.replaceAll(/[\s._-]/g, '').replace(/[\d!?@#$%&*+]+$/, '')

/** Of a bare word shorter than this too much has been taken away to say that it is the same password. */
const shortestWord = 4

/** About 50,000 passwords from leaks, the most used first, as they stand there and bare. Made once, when the first password is chosen. */
let leaked: ReadonlySet<string> | undefined
const leakedPasswords = (): ReadonlySet<string> =>
  (leaked ??= new Set(
    (dictionary['passwords-common'] as readonly string[]).flatMap((word) => {
      const withoutEnd = bare(word)
      return withoutEnd.length < shortestWord ? [word] : [word, withoutEnd]
    }),
  ))

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

const isCommon = (plain: string): boolean =>
  [plain, bare(plain), half(plain)].some((word) => here.has(word) || leakedPasswords().has(word))

/** Of a word written twice the word, else nothing. */
function half(text: string): string {
  const first = text.slice(0, text.length / 2)
  return first + first === text ? first : ''
}

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
