import { commands, type CommandName } from './commands/index.ts'

/** Exit codes: 0 done, 1 the thing asked about has errors, 2 wrong call. */
const usage = `fachwerk – Baukasten für die digitale Verwaltung

  fachwerk start [--port 8080] [--data ORDNER]       Server starten
  fachwerk deploy DATEI…                             Modelle prüfen und veröffentlichen
  fachwerk admin create --name NAME --email ADRESSE [--tenant BEHÖRDE]
                                                     erste Administration anlegen; druckt einen Einladungslink
  fachwerk break-glass hash                          Hash für den Notfallzugang (FACHWERK_BREAK_GLASS)
  fachwerk keys rotate [--data ORDNER]               Hauptschlüssel wechseln (Server vorher beenden)
  fachwerk lint DATEI… [--json]                      Modelle prüfen, nichts veröffentlichen
  fachwerk simulate DATEI.bpmn [--process ID] [--variables JSON] [--scenario DATEI] [--json]
  fachwerk decide DATEI.dmn --decision NAME [--input JSON]
  fachwerk feel AUSDRUCK [--context JSON]
  fachwerk dmn tck ORDNER [--report DATEI.csv]       DMN-Kompatibilitätsfälle ausführen
  fachwerk dmn lint DATEI…                           wie lint
  fachwerk ledger export [--since N] > DATEI         Zugriffsprotokoll ausgeben
  fachwerk ledger verify [DATEI] [--since N] [--key SCHLÜSSEL] [--witness SCHLÜSSEL]
                                                     Zugriffsprotokoll beweisen, ohne Server und Netz
  fachwerk ledger witness --key DATEI --state DATEI --server ADRESSE
                                                     als Zeuge den neuesten Prüfpunkt unterschreiben
  fachwerk ledger keygen --name NAME --out DATEI [--log]
                                                     Schlüssel eines Zeugen oder eines Protokolls machen
`

const [name, ...args] = process.argv.slice(2)
if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
  process.stdout.write(usage)
  process.exit(name === undefined ? 2 : 0)
}
const load = commands[name as CommandName]
if (load === undefined || !Object.hasOwn(commands, name)) {
  process.stderr.write(`Den Befehl „${name}“ gibt es nicht. / There is no command "${name}".\n\n${usage}`)
  process.exit(2)
}
const run = await load()
process.exitCode = await run(args)
