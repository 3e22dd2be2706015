/** JSON schemas of `/api/v1/administration`: what comes in is checked by them, and OpenAPI is written from them. */
const text = (maxLength = 200) => ({ type: 'string', minLength: 1, maxLength }) as const
const time = { type: 'string', format: 'date-time', description: 'RFC 3339' } as const
const revision = {
  type: 'integer',
  minimum: 0,
  maximum: 2_000_000_000,
  description: 'Of what the caller has seen; 409 when somebody else has changed it since',
} as const
const roles = {
  type: 'array',
  maxItems: 6,
  items: { enum: ['clerk', 'modeller', 'administrator', 'privacy-officer', 'operator'] },
} as const
const paging = {
  type: 'object',
  properties: {
    offset: { type: 'integer', minimum: 0, maximum: 1_000_000, default: 0 },
    limit: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
    text: { type: 'string', maxLength: 200 },
  },
} as const
const plain = (summary: string) => ({ summary, tags: ['administration'] })
const withBody = (summary: string, properties: Readonly<Record<string, object>>, required: readonly string[]) => ({
  ...plain(summary),
  body: { type: 'object', additionalProperties: false, required, properties },
})

const kind = { enum: ['authority', 'municipality', 'court', 'police', 'ministry', 'it-centre'] } as const
export const listAuthorities = plain('Authorities: all for administrators and operators')
export const createAuthority = withBody('Create an authority (operators)', { id: text(60), name: text(), kind }, [
  'id',
  'name',
  'kind',
])
export const saveAuthority = withBody(
  'Change an authority: name, state, contacts and measures of the register (operators)',
  {
    name: text(),
    state: { enum: ['active', 'closed'] },
    contact: { type: 'string', maxLength: 500 },
    privacyOfficer: { type: 'string', maxLength: 500 },
    measures: { type: 'string', maxLength: 8000 },
    revision,
  },
  ['name', 'state', 'revision'],
)

export const listUnits = plain('Units of the own authority')
export const createUnit = withBody('Create a unit', { name: text(), parent: text() }, ['name'])
export const saveUnit = withBody('Change a unit', { name: text(), parent: text(), revision }, ['name', 'revision'])
export const removeUnit = {
  ...plain('Remove a unit that nothing belongs to'),
  querystring: { type: 'object', required: ['revision'], properties: { revision } },
}

export const listGroups = plain('Groups, with those of others that an agreement opens')
export const createGroup = withBody('Create a group', { id: text(60), name: text() }, ['id', 'name'])
export const saveGroup = withBody('Rename a group', { name: text(), revision }, ['name', 'revision'])
export const addMember = plain('Put a person into a group')
export const removeMember = plain('Take a person out of a group')

export const listPeople = { ...plain('People and service accounts of the own authority'), querystring: paging }
export const onePerson = plain('One person')
export const createPerson = withBody(
  'Create a person or a service account; roles that need a second person wait',
  {
    name: text(120),
    email: { type: 'string', maxLength: 254 },
    unitId: text(),
    kind: { enum: ['person', 'service'], default: 'person' },
    roles,
    groups: { type: 'array', maxItems: 200, items: text() },
  },
  ['name'],
)
export const savePerson = withBody(
  'Change name, e-mail, unit or state of a person; 202 where a second person has to approve the leaving',
  {
    name: text(),
    email: { type: 'string', maxLength: 254 },
    unitId: { type: ['string', 'null'], maxLength: 200 },
    state: { enum: ['active', 'locked', 'left'] },
    revision,
  },
  ['revision'],
)
export const setRoles = withBody('Set the roles of a person; 202 where a second person has to approve', { roles, revision }, [
  'roles',
  'revision',
])
export const invite = plain('Invitation link: its secret is shown this once; for accounts with special rights by operators only')
export const signOut = plain('End all sessions of a person')

export const listDeputies = plain('Deputyships, running and planned')
export const createDeputy = withBody('Enter a deputy', { absent: text(), deputy: text(), from: time, until: time }, [
  'absent',
  'deputy',
  'from',
  'until',
])
export const endDeputy = plain('End a deputyship')
export const listAgreements = plain('Agreements over joint groups')
export const createAgreement = withBody(
  'Propose a joint group to another authority',
  { group: text(60), guest: text(60), purpose: text(500), legalBasis: text(500), until: time },
  ['group', 'guest', 'purpose', 'legalBasis', 'until'],
)
export const agree = plain('Agree to a proposed joint group')
export const endAgreement = plain('End or decline an agreement')

export const listPending = plain('Changes that wait for a second person')
export const approve = plain('Approve a change as second person')
export const reject = plain('Reject a change, or withdraw an own one')
export const listTokens = plain('Tokens of the service accounts')
export const createToken = withBody(
  'Issue a token; the secret is in this answer only',
  {
    person: text(),
    name: text(100),
    scopes: {
      type: 'array',
      minItems: 1,
      maxItems: 6,
      items: { enum: ['cases:read', 'cases:start', 'tasks:work', 'models:publish', 'administration', 'ledger:read'] },
    },
    expiresAt: time,
  },
  ['person', 'name', 'scopes', 'expiresAt'],
)
export const revokeToken = plain('Revoke a token')
export const listLog = { ...plain('Log of changes to people and rights, newest first'), querystring: paging }
