import type { LocalText } from '@fachwerk/problem'

/** What the platform does for everybody (Art. 32 DSGVO); stands in the register where an authority has not written its own. One per line. */
export const platformMeasures: LocalText = {
  de: [
    'Verschlüsselung: Angaben von Menschen sind mit AES-256-GCM verschlüsselt gespeichert, mit einem eigenen Schlüssel je Person; die Schlüssel sind mit einem Hauptschlüssel verschlossen, der nicht in der Datenbank liegt. Wird jemand gelöscht, wird der Schlüssel vernichtet, und auch Sicherungskopien sind nicht mehr lesbar.',
    'Zugriffsrechte: Erlaubt ist nur, was Rolle, Dienststelle, Bezug zum Vorgang und Zweck zulassen. Eine zweite Sperre in der Datenbank (zeilenweise Rechte) trennt die Behörden auch dann, wenn die erste versagt.',
    'Zugriffsprotokoll: Jeder Zugriff auf personenbezogene Daten wird festgehalten, Betroffene unter Pseudonym. Änderungen am Protokoll fallen auf (Merkle-Baum nach RFC 9162, unterschriebene Prüfpunkte). Kann ein Zugriff nicht festgehalten werden, werden die Daten nicht gezeigt.',
    'Löschung: Jedes Verfahren erklärt seine Aufbewahrungsfrist; die Plattform löscht am Ende der Frist von selbst und behält einen Nachweis ohne Inhalt. Löschsperren nennen ihren Grund und ihren Prüftermin.',
    'Anmeldung: Passwörter als Argon2id-Hash, zweiter Faktor für Rollen mit besonderen Rechten, Wartezeiten nach Fehlversuchen, Sitzungen, die von selbst enden.',
    'Vier Augen: Besondere Rechte, das Löschen von Personen und das Aufheben von Löschsperren brauchen eine zweite Person.',
    'Übertragung: nur verschlüsselt (HTTPS); Aufrufe anderer Systeme nur an freigegebene Adressen; keine personenbezogenen Daten in technischen Protokollen.',
  ].join('\n'),
  en: [
    'Encryption: data of people is stored encrypted with AES-256-GCM, with a key of its own for each person; keys are locked with a master key that is not in the database. When somebody is erased the key is destroyed, and backups can no longer be read either.',
    'Access rights: allowed is only what role, unit, relation to the case and purpose permit. A second wall in the database (row-level security) keeps authorities apart even where the first one fails.',
    'Ledger of accesses: every access to personal data is recorded, data subjects under pseudonyms. Changes to the ledger are found (Merkle tree of RFC 9162, signed checkpoints). If an access cannot be recorded, the data is not shown.',
    'Deletion: every procedure declares its retention period; the platform deletes by itself at its end and keeps a record without content. Legal holds name their ground and day of review.',
    'Sign-in: passwords as Argon2id hashes, a second factor for roles with special rights, waiting after failed attempts, sessions that end by themselves.',
    'Four eyes: special rights, the erasure of people and the end of legal holds need a second person.',
    'Transfer: encrypted only (HTTPS); calls of other systems only to allowed addresses; no personal data in technical logs.',
  ].join('\n'),
}
