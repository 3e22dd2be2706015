import { defineMessages } from '@fachwerk/web'

export const startMessages = defineMessages({
  de: {
    title: 'Wer sind Sie?',
    lead: 'Melden Sie sich mit einem Klick als eine dieser Personen an und arbeiten Sie mit laufenden Vorgängen. Alles ist erfunden: Probieren Sie ruhig alles aus.',
    'tour.title': 'In vier Minuten das Wichtigste',
    'tour.apply': 'Als Bürgerin einen Antrag stellen',
    'tour.decide': 'Als Sachbearbeiter über den Antrag entscheiden',
    'tour.watch': 'Im Vorgang sehen, welchen Weg er genommen hat und warum',
    'tour.model': 'Als Fachexpertin ein Modell hochladen und sofort damit arbeiten',
    'tour.start': 'Tour beginnen',
    'own-account': 'Mit eigenem Konto oder Passkey anmelden',
  },
  en: {
    title: 'Who are you?',
    lead: 'Sign in as one of these people with one click and work with running cases. Everything is invented: feel free to try it all.',
    'tour.title': 'The essentials in four minutes',
    'tour.apply': 'Apply for something as a citizen',
    'tour.decide': 'Decide on the application as a clerk',
    'tour.watch': 'See in the case which way it took, and why',
    'tour.model': 'Upload a model as a domain expert and work with it at once',
    'tour.start': 'Start the tour',
    'own-account': 'Sign in with your own account or passkey',
  },
})
