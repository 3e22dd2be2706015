/** Examples to click, from easy to surprising. */
import type { LocalText } from '@fachwerk/problem'
import type { PlaygroundInput } from './evaluate-input.ts'

export interface Example extends PlaygroundInput {
  readonly id: string
  readonly title: LocalText
}

const example = (id: string, de: string, en: string, expression: string, rest: Partial<PlaygroundInput> = {}): Example => ({
  id,
  title: { de, en },
  expression,
  context: '{}',
  tested: '',
  mode: 'expression',
  dialect: 'feel',
  ...rest,
})

const household = `{
  "Antrag": { "Haushalt": 3, "Wohnfläche": 82.5, "Einzug am": "2026-03-01" },
  "Satz je qm": 1.10
}`

export const examples: readonly Example[] = [
  example(
    'gebuehr',
    'Eine Gebühr berechnen',
    'Compute a fee',
    'if Antrag.Haushalt > 2 then Antrag.Wohnfläche * Satz je qm else 30.70',
    {
      context: household,
    },
  ),
  example('frist', 'Eine Frist', 'A deadline', 'date("2026-01-31") + duration("P1M")'),
  example('liste', 'Listen filtern und summieren', 'Filter and sum lists', 'sum(Posten[Art = "Gebühr"].Betrag)', {
    context:
      '{\n  "Posten": [\n    { "Art": "Gebühr", "Betrag": 30.70 },\n    { "Art": "Auslage", "Betrag": 4.10 },\n    { "Art": "Gebühr", "Betrag": 12.80 }\n  ]\n}',
  }),
  example(
    'schleife',
    'Für jedes Element',
    'For each item',
    'for kind in Kinder return kind.Name + ": " + string(kind.Alter + 1)',
    {
      context: '{ "Kinder": [ { "Name": "Mia", "Alter": 6 }, { "Name": "Ben", "Alter": 9 } ] }',
    },
  ),
  example('genau', 'Genaue Dezimalzahlen', 'Exact decimals', '0.1 + 0.2 = 0.3'),
  example('zelle', 'Die Zelle einer Tabelle', 'A cell of a table', '[18..67), > 80', { mode: 'tests', tested: '42' }),
  example('grund', 'Ein null sagt, warum', 'A null says why', 'Betrag / Anteile * 100', {
    context: '{ "Betrag": 120, "Anteile": 0 }',
  }),
  example('b-feel', 'B-FEEL rechnet weiter', 'B-FEEL carries on', '"Betrag: " + Betrag', {
    context: '{ "Betrag": 12.8 }',
    dialect: 'b-feel',
  }),
]
