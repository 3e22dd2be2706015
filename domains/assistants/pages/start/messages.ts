import { defineMessages } from '@fachwerk/web'

export const startMessages = defineMessages({
  de: {
    title: 'Wer sind Sie?',
    lead: 'Melden Sie sich mit einem Klick als eine dieser Personen an und arbeiten Sie mit laufenden Vorgängen. Alles ist erfunden: Probieren Sie ruhig alles aus.',
    continue: 'Als {label} weiter',
    'tour.title': 'In vier Minuten das Wichtigste',
    'tour.apply': 'Als Bürgerin einen Antrag stellen',
    'tour.decide': 'Als Sachbearbeiter über den Antrag entscheiden',
    'tour.watch': 'Im Vorgang sehen, welchen Weg er genommen hat und warum',
    'tour.model': 'Als Fachexpertin ein Modell hochladen und sofort damit arbeiten',
    'tour.start': 'Tour beginnen',
    'closed.title': 'Anmeldung',
    'closed.lead': 'Auf diesem Server gibt es keine Demo-Personen. Die Anmeldung richtet der Betrieb ein.',
  },
  en: {
    title: 'Who are you?',
    lead: 'Sign in as one of these people with one click and work with running cases. Everything is invented: feel free to try it all.',
    continue: 'Continue as {label}',
    'tour.title': 'The essentials in four minutes',
    'tour.apply': 'Apply for something as a citizen',
    'tour.decide': 'Decide on the application as a clerk',
    'tour.watch': 'See in the case which way it took, and why',
    'tour.model': 'Upload a model as a domain expert and work with it at once',
    'tour.start': 'Start the tour',
    'closed.title': 'Sign in',
    'closed.lead': 'There are no demo people on this server. The operators set up how to sign in.',
  },
})
