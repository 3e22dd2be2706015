/** JSON schemas of `/api/v1`: what comes in is checked by them, and OpenAPI is written from them. */
const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength }) as const
const variables = { type: 'object', additionalProperties: true, description: 'Variables by name' } as const
const submission = {
  ...text(100),
  description: 'Key of this submission, chosen by the caller: sending the same again does nothing twice',
} as const
const paging = {
  offset: { type: 'integer', minimum: 0, maximum: 1_000_000, default: 0 },
  limit: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  text: { type: 'string', maxLength: 200 },
} as const
const tags = (name: string) => [name]

export const deploySchema = {
  summary: 'Check and publish models: all or nothing',
  tags: tags('models'),
  body: {
    type: 'object',
    required: ['files'],
    additionalProperties: false,
    properties: {
      files: {
        type: 'array',
        minItems: 1,
        maxItems: 200,
        items: {
          type: 'object',
          required: ['name', 'content'],
          additionalProperties: false,
          properties: {
            name: text(255),
            content: { type: 'string', contentEncoding: 'base64', description: 'BPMN, DMN, form JSON or ZIP' },
          },
        },
      },
      onlyCheck: { type: 'boolean', default: false },
    },
  },
} as const

export const catalogueSchema = { summary: 'Assistants the caller may start', tags: tags('cases') } as const
export const startSchema = {
  summary: 'Start a case',
  tags: tags('cases'),
  body: {
    type: 'object',
    required: ['processKey', 'submission'],
    additionalProperties: false,
    properties: { processKey: text(200), variables, submission },
  },
} as const
export const listCasesSchema = {
  summary: 'Cases the caller may see',
  tags: tags('cases'),
  querystring: {
    type: 'object',
    properties: {
      ...paging,
      processKey: { type: 'string', maxLength: 200 },
      state: { enum: ['active', 'completed', 'terminated', 'failed', 'incident'] },
    },
  },
} as const
export const oneCaseSchema = {
  summary: 'A case with its events and decisions',
  tags: tags('cases'),
  querystring: {
    type: 'object',
    properties: {
      purpose: {
        enum: ['case-work', 'disclosure', 'statistics'],
        description:
          'What the data is for, where it is not the part the caller plays in the case. 403 where its declaration does not allow that.',
      },
    },
  },
} as const
export const messageSchema = {
  summary: 'Deliver a message to the case that waits for it',
  tags: tags('cases'),
  body: {
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: {
      name: text(200),
      correlationKey: {
        type: 'string',
        maxLength: 500,
        default: '',
        description: 'For which case the message is; empty for one whose model gives no key',
      },
      timeToLive: {
        ...text(40),
        description: 'ISO 8601 duration, at most 31 days: how long it is kept for those who begin to wait; absent: not kept',
      },
      messageId: { ...text(200), description: 'The same one is refused (409) while the first is kept' },
      variables,
    },
  },
} as const
export const signalSchema = {
  summary: 'Send a signal to every case that waits for it and every process it begins',
  tags: tags('cases'),
  body: {
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: { name: text(200), variables },
  },
} as const
export const conditionSchema = {
  summary: 'Tell values: begins every process whose start event has a condition that holds for them',
  tags: tags('cases'),
  body: { type: 'object', required: ['variables'], additionalProperties: false, properties: { variables } },
} as const
export const setVariablesSchema = {
  summary: 'Set variables of a running case; conditions that read them are looked at',
  tags: tags('cases'),
  body: { type: 'object', required: ['variables'], additionalProperties: false, properties: { variables } },
} as const
export const startActivitySchema = {
  summary: 'Begin an activity of an open ad-hoc sub-process',
  tags: tags('cases'),
  body: {
    type: 'object',
    required: ['activation', 'element'],
    additionalProperties: false,
    properties: {
      activation: { ...text(40), description: 'Key of the open sub-process' },
      element: { ...text(200), description: 'Id of the activity in the drawing' },
    },
  },
} as const

export const listTasksSchema = {
  summary: 'Tasks the caller may work on',
  tags: tags('tasks'),
  querystring: {
    type: 'object',
    properties: { ...paging, scope: { enum: ['mine', 'group', 'all'], default: 'group' }, overdue: { type: 'boolean' } },
  },
} as const
export const oneTaskSchema = { summary: 'A task with its form', tags: tags('tasks') } as const
export const claimSchema = { summary: 'Take a task over', tags: tags('tasks') } as const
export const releaseSchema = { summary: 'Give a task back', tags: tags('tasks') } as const
export const completeSchema = {
  summary: 'Complete a task; the answers are checked against its form',
  tags: tags('tasks'),
  body: { type: 'object', required: ['submission'], additionalProperties: false, properties: { variables, submission } },
} as const

export const uploadSchema = {
  summary: 'Store a file; the answer goes into the variables of a case or task',
  tags: tags('files'),
  body: {
    type: 'object',
    required: ['name', 'type', 'content'],
    additionalProperties: false,
    properties: { name: text(255), type: text(200), content: { type: 'string', contentEncoding: 'base64' } },
  },
} as const
