import { conflict, invalid, notAllowed } from '../refusal.ts'

/** One answer for a wrong name, a wrong password, a locked person and a wait: which it was is nobody's business. */
export const signInRefused = () =>
  invalid({
    de: 'Anmeldename und Passwort passen nicht zusammen, oder es waren zu viele Versuche. Prüfen Sie beides. Nach mehreren Fehlversuchen warten Sie bitte, bevor Sie es noch einmal versuchen: anfangs Sekunden, später bis zu 15 Minuten.',
    en: 'Login name and password do not match, or there were too many attempts. Check both. After several failed attempts please wait before trying again: seconds at first, up to 15 minutes later.',
  })

export const passkeyRefused = () =>
  invalid({
    de: 'Mit diesem Passkey können wir Sie nicht anmelden. Vielleicht hat es zu lange gedauert, oder er gehört nicht hierher. Versuchen Sie es noch einmal oder nehmen Sie Ihr Passwort.',
    en: 'We cannot sign you in with this passkey. Perhaps it took too long, or it does not belong here. Try again or use your password.',
  })

export const stepOver = () =>
  conflict({
    de: 'Dieser Schritt gilt nicht mehr: Er war zu lange offen oder ist schon benutzt. Bitte beginnen Sie die Anmeldung von vorn.',
    en: 'This step is no longer valid: it was open too long or has been used. Please begin to sign in again.',
  })

export const wrongCode = () =>
  invalid({
    de: 'Der Code passt nicht. Nehmen Sie den, den die App gerade zeigt, und prüfen Sie, ob die Uhr Ihres Telefons richtig geht.',
    en: 'The code does not match. Take the one the app shows right now, and check that the clock of your phone is right.',
  })

export const invitationOver = () =>
  conflict({
    de: 'Diese Einladung gilt nicht mehr: Sie ist abgelaufen oder schon benutzt. Bitten Sie Ihre Administration um eine neue.',
    en: 'This invitation is no longer valid: it has expired or has been used. Ask your administrator for a new one.',
  })

export const noLocalAccount = () =>
  notAllowed({
    de: 'Zu dieser Person gehört hier kein eigenes Konto mit Passwort; sie meldet sich auf anderem Weg an.',
    en: 'This person has no account with a password here; they sign in by another way.',
  })
