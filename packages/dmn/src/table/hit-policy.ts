/** Hit policies and aggregations (DMN 1.5, clauses 8.2.10 and 8.2.11); the one-letter forms are those of drawn tables. */
export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER'
export type Aggregation = 'SUM' | 'MIN' | 'MAX' | 'COUNT'

const policies: ReadonlyMap<string, HitPolicy> = new Map([
  ['UNIQUE', 'UNIQUE'],
  ['U', 'UNIQUE'],
  ['FIRST', 'FIRST'],
  ['F', 'FIRST'],
  ['PRIORITY', 'PRIORITY'],
  ['P', 'PRIORITY'],
  ['ANY', 'ANY'],
  ['A', 'ANY'],
  ['COLLECT', 'COLLECT'],
  ['C', 'COLLECT'],
  ['RULE ORDER', 'RULE ORDER'],
  ['R', 'RULE ORDER'],
  ['OUTPUT ORDER', 'OUTPUT ORDER'],
  ['O', 'OUTPUT ORDER'],
])

const aggregations: ReadonlyMap<string, Aggregation> = new Map([
  ['SUM', 'SUM'],
  ['MIN', 'MIN'],
  ['MAX', 'MAX'],
  ['COUNT', 'COUNT'],
])

export const hitPolicyOf = (text: string): HitPolicy | undefined => policies.get(text.trim().toUpperCase().replaceAll('_', ' '))
export const aggregationOf = (text: string): Aggregation | undefined => aggregations.get(text.trim().toUpperCase())
