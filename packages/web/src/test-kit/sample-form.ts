import type { Field, FormModel } from '@fachwerk/forms'

/** What fields have in common, for short samples. */
const base = { required: true, readonly: false, disabled: false, inSummary: true } as const
const option = (label: string, value = label.toLowerCase()) => ({ value, label })
const text = (key: string, label: string, extra: Partial<Field> = {}): Field =>
  ({ id: key, kind: 'text', key, label, maxLength: 80, inputType: 'text', ...base, ...extra }) as Field

/** A form with one field of every kind, a group and a repeat; pages as authors make them. */
export const sampleForm: FormModel = {
  id: 'bewohnerparkausweis',
  title: 'Bewohnerparkausweis beantragen',
  source: '{}',
  pages: [
    {
      id: 'fahrzeugart',
      title: 'Welches Fahrzeug möchten Sie parken?',
      items: [
        {
          ...base,
          id: 'fahrzeugart',
          kind: 'radio',
          key: 'fahrzeug.art',
          label: 'Welches Fahrzeug möchten Sie parken?',
          hint: 'Wohnmobile zählen bis 3,5 Tonnen als Pkw.',
          options: [
            option('Pkw'),
            option('Motorrad'),
            { value: 'wohnmobil', label: 'Wohnmobil', hint: 'Nur bis 3,5 Tonnen zulässige Gesamtmasse.' },
          ],
        },
      ],
    },
    {
      id: 'kennzeichen',
      title: 'Welches Kennzeichen hat es?',
      items: [
        text('fahrzeug.kennzeichen', 'Welches Kennzeichen hat es?', {
          hint: 'Zum Beispiel CE-AD 118.',
          maxLength: 12,
        } as Partial<Field>),
      ],
    },
    {
      id: 'person',
      title: 'Wer sind Sie?',
      items: [
        text('name', 'Vor- und Nachname', { autocomplete: 'name' }),
        {
          ...base,
          id: 'geburtsdatum',
          kind: 'date',
          key: 'geburtsdatum',
          label: 'Geburtsdatum',
          disallowPast: false,
          autocomplete: 'bday',
        },
        {
          id: 'anschrift',
          kind: 'group',
          label: 'Anschrift',
          items: [
            text('strasse', 'Straße und Hausnummer'),
            text('plz', 'Postleitzahl', { maxLength: 5, pattern: String.raw`\d{5}` } as Partial<Field>),
          ],
        },
        text('telefon', 'Telefon', { required: false, inputType: 'tel' } as Partial<Field>),
      ],
    },
    {
      id: 'dauer',
      title: 'Wie lange soll der Ausweis gelten?',
      items: [
        {
          ...base,
          id: 'monate',
          kind: 'number',
          key: 'monate',
          label: 'Laufzeit',
          decimals: 0,
          min: 1,
          max: 24,
          unit: 'Monate',
          asString: false,
        },
        { ...base, id: 'beginn', kind: 'datetime', key: 'beginn', label: 'Beginn', required: false },
        { ...base, id: 'uhrzeit', kind: 'time', key: 'uhrzeit', label: 'Erreichbar um', required: false },
        {
          ...base,
          id: 'zone',
          kind: 'select',
          key: 'zone',
          label: 'Parkzone',
          options: [option('Altstadt'), option('Neuenhäusen'), option('Hehlentor')],
        },
        {
          ...base,
          id: 'wege',
          kind: 'checklist',
          key: 'wege',
          label: 'Wie dürfen wir Sie erreichen?',
          required: false,
          options: [option('Brief'), option('E-Mail', 'mail'), option('Telefon', 'telefon')],
        },
      ],
    },
    {
      id: 'weitere',
      title: 'Wer fährt noch mit dem Fahrzeug?',
      items: [
        {
          id: 'mitnutzende',
          kind: 'repeat',
          key: 'mitnutzende',
          label: 'Person',
          min: 0,
          max: 3,
          addLabel: 'Person hinzufügen',
          items: [
            text('name', 'Name'),
            { ...base, id: 'grund', kind: 'textarea', key: 'grund', label: 'Grund', required: false, maxLength: 500 },
          ],
        },
      ],
    },
    {
      id: 'nachweis',
      title: 'Nachweis',
      items: [
        { id: 'hinweis', kind: 'text-block', text: 'Laden Sie die **Zulassungsbescheinigung** hoch. Ein Foto genügt.' },
        {
          ...base,
          id: 'schein',
          kind: 'file',
          key: 'schein',
          label: 'Zulassungsbescheinigung',
          required: false,
          multiple: true,
          accept: '.pdf,.jpg,.png',
        },
        { ...base, id: 'wahr', kind: 'checkbox', key: 'wahr', label: 'Meine Angaben sind vollständig und richtig.' },
      ],
    },
  ],
}
