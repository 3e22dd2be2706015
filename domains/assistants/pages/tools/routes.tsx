import {
  defineRoutes,
  evaluateInput,
  Layout,
  page,
  PlaygroundFrame,
  playgroundExamples,
  playgroundMessages,
  readForm,
  usePage,
  useText,
  type PlaygroundInput,
} from '@fachwerk/web'

const path = '/werkzeuge/feel'

/** Tools that need no model: the playground of FEEL. */
export const toolRoutes = defineRoutes((app) => {
  app.get<{ Querystring: { beispiel?: string } }>(
    path,
    { config: { policy: { action: 'read', resource: 'tool' } }, schema: { summary: 'Playground of FEEL', tags: ['pages'] } },
    async (request, reply) => {
      const chosen = playgroundExamples.find(({ id }) => id === request.query.beispiel) ?? playgroundExamples[0]!
      return page(request, reply, <FeelPage input={chosen} />)
    },
  )

  app.post(
    path,
    {
      config: { policy: { action: 'work', resource: 'tool' } },
      schema: { summary: 'Evaluate without JavaScript', tags: ['pages'] },
    },
    async (request, reply) => page(request, reply, <FeelPage input={inputFrom(await readForm(request))} />),
  )
})

const FeelPage = ({ input }: { input: PlaygroundInput }) => {
  const t = useText(playgroundMessages)
  const { now, person } = usePage()
  const { expression, context, tested, mode, dialect } = input
  const plain: PlaygroundInput = { expression, context, tested, mode, dialect }
  return (
    <Layout title={t('title')} section={person?.roles.includes('modeller') ? 'workshop' : ''}>
      <h1>{t('title')}</h1>
      <PlaygroundFrame action={path} input={plain} outcome={evaluateInput(plain, now.getTime())} />
    </Layout>
  )
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function inputFrom(fields: Readonly<Record<string, unknown>>): PlaygroundInput {
  return {
    expression: text(fields['expression']),
    context: text(fields['context']),
    tested: text(fields['tested']),
    mode: fields['mode'] === 'tests' ? 'tests' : 'expression',
    dialect: fields['dialect'] === 'b-feel' ? 'b-feel' : 'feel',
  }
}
