import type { CommandError } from './api.ts'

const error = (code: CommandError['code'], de: string, en: string): CommandError => ({ code, message: { de, en } })

/** Why a command did nothing, one function each. */
export const commandErrors = {
  instanceEnded: () => error('instance-ended', 'Der Vorgang ist schon beendet.', 'The case has already ended.'),
  newerBehaviour: () =>
    error(
      'newer-behaviour',
      'Der Vorgang wurde mit einer neueren Fassung des Programms begonnen. Bitte bringen Sie das Programm auf deren Stand.',
      'The case was begun by a newer version of the program. Please bring the program up to that version.',
    ),
  alreadyCreated: () => error('already-created', 'Der Vorgang ist schon angelegt.', 'The case has already been created.'),
  noStartEvent: () =>
    error(
      'no-start-event',
      'Der Ablauf lässt sich so nicht beginnen: Das Startereignis fehlt.',
      'The process cannot be started this way: there is no such start event.',
    ),
  unknownActivation: () =>
    error(
      'unknown-activation',
      'Dieser Schritt ist nicht mehr offen. Vielleicht hat ihn jemand anderes erledigt.',
      'This step is no longer open. Somebody else may have completed it.',
    ),
  wrongElement: () => error('wrong-element', 'Dieser Schritt wartet nicht darauf.', 'This step does not wait for that.'),
  unknownTimer: () => error('unknown-timer', 'Diese Frist läuft nicht mehr.', 'This timer is no longer running.'),
  unknownSubscription: () =>
    error('unknown-subscription', 'Auf diese Nachricht wartet niemand mehr.', 'Nothing waits for this message any more.'),
  unknownIncident: () =>
    error('unknown-incident', 'Diese Störung ist schon behoben.', 'This incident has already been resolved.'),
}
