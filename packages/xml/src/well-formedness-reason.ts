import type { LocalText } from '@fachwerk/problem'

/** What the parser says in English, said in both languages. The first pattern that fits wins. */
const reasons: readonly (readonly [RegExp, (match: RegExpExecArray) => LocalText])[] = [
  [/must contain a root element/, () => text('Sie enthält kein Element.', 'it contains no element.')],
  [
    /text data outside of root/,
    () => text('Text steht außerhalb des obersten Elements.', 'there is text outside the root element.'),
  ],
  [/only one root/, () => text('Es gibt mehr als ein oberstes Element.', 'there is more than one root element.')],
  [/^undefined entity/, () => text('Hier wird eine unbekannte Entität (&…;) benutzt.', 'an unknown entity (&…;) is used here.')],
  [
    /entity/,
    () => text('Hier steht ein „&“, das nicht als &amp; geschrieben ist.', 'there is an "&" here that is not written as &amp;.'),
  ],
  [/^unclosed tag: (.*)/, (m) => text(`Das Element „${m[1]}“ wird nicht geschlossen.`, `the element "${m[1]}" is not closed.`)],
  [
    /^unmatched closing tag: (.*)\.$/,
    (m) => text(`„</${m[1]}>“ schließt kein offenes Element.`, `"</${m[1]}>" closes no open element.`),
  ],
  [
    /unexpected close tag/,
    () => text('Ein Element wird in der falschen Reihenfolge geschlossen.', 'an element is closed in the wrong order.'),
  ],
  [
    /^duplicate attribute: (.*)\.$/,
    (m) => text(`Das Attribut „${m[1]}“ steht doppelt da.`, `the attribute "${m[1]}" is there twice.`),
  ],
  [
    /^unbound namespace prefix: (.*)\.$/,
    (m) => text(`Der Namensraum ${m[1]} ist nicht erklärt (xmlns).`, `the namespace prefix ${m[1]} is not declared (xmlns).`),
  ],
  [
    /undefine prefix|namespace|prefix/,
    (m) => text('Ein Namensraum ist falsch erklärt (xmlns).', `a namespace is declared wrongly (${trimmed(m)}).`),
  ],
  [
    /attribute|quoted|value required/,
    (m) =>
      text('Ein Attribut ist falsch geschrieben (erwartet: name="wert").', `an attribute is written wrongly (${trimmed(m)}).`),
  ],
  [
    /declaration|version|standalone|encoding/i,
    (m) => text('Die erste Zeile (<?xml … ?>) ist falsch.', `the XML declaration is wrong (${trimmed(m)}).`),
  ],
  [/comment/, () => text('Ein Kommentar enthält „--“ oder endet nicht.', 'a comment contains "--" or does not end.')],
  [
    /processing instruction/,
    (m) => text('Eine Verarbeitungsanweisung (<?…?>) ist falsch.', `a processing instruction is wrong (${trimmed(m)}).`),
  ],
  [/unexpected end/, () => text('Sie bricht mitten im Text ab.', 'it ends in the middle.')],
  [/"\]\]>"/, () => text('„]]>“ ist im Text nicht erlaubt.', '"]]>" is not allowed in text.')],
  [/tag/, (m) => text('Ein Element ist falsch geschrieben.', `a tag is written wrongly (${trimmed(m)}).`)],
  [
    /disallowed character/,
    () => text('Hier steht ein Zeichen, das nicht erlaubt ist.', 'there is a character here that is not allowed.'),
  ],
]

export function wellFormednessReason(said: string): LocalText {
  for (const [pattern, reason] of reasons) {
    const match = pattern.exec(said)
    if (match) return reason(match)
  }
  return text(`Der Aufbau ist falsch (${said}).`, said)
}

const text = (de: string, en: string): LocalText => ({ de, en })
const trimmed = (match: RegExpExecArray): string => match.input.replace(/\.$/, '')
