/** What B-FEEL (DMN 1.6) gives instead of null where a built-in function fails: the default of the result's type. */
import { FeelRange } from '../values/kind.ts'
import { DaysTimeDuration, FeelDate, FeelDateTime, FeelTime, YearsMonthsDuration } from '../values/temporal.ts'
import { newContext } from '../values/kind.ts'

const EPOCH = new FeelDate(1970, 1, 1)
const START_OF_DAY = new FeelTime(0, 0, 0, 0, 0)

const TEXTS = [
  'substring',
  'upper case',
  'lower case',
  'substring before',
  'substring after',
  'replace',
  'string join',
  'string',
  'day of week',
  'month of year',
]

const NUMBERS = [
  'number',
  'string length',
  'decimal',
  'floor',
  'ceiling',
  'round up',
  'round down',
  'round half up',
  'round half down',
  'abs',
  'modulo',
  'sqrt',
  'log',
  'exp',
  'count',
  'sum',
  'mean',
  'product',
  'median',
  'stddev',
  'day of year',
  'week of year',
]

const LISTS = [
  'split',
  'sublist',
  'append',
  'concatenate',
  'insert before',
  'remove',
  'reverse',
  'index of',
  'union',
  'distinct values',
  'flatten',
  'list replace',
  'sort',
  'mode',
  'get entries',
]

const TRUTHS = [
  'contains',
  'starts with',
  'ends with',
  'matches',
  'odd',
  'even',
  'list contains',
  'all',
  'any',
  'is',
  'before',
  'after',
  'meets',
  'met by',
  'overlaps',
  'overlaps before',
  'overlaps after',
  'finishes',
  'finished by',
  'includes',
  'during',
  'starts',
  'started by',
  'coincides',
]

const each = (names: readonly string[], value: unknown): [string, unknown][] => names.map((name) => [name, value])

/** `not` counts what is no boolean as false. `get value`, `min` and `max` may find nothing: their null is missing data. */
export const BUILTIN_DEFAULTS: ReadonlyMap<string, unknown> = new Map([
  ...each(TEXTS, ''),
  ...each(NUMBERS, 0),
  ...each(LISTS, Object.freeze([])),
  ...each(TRUTHS, false),
  ...each(['not'], true),
  ...each(['context', 'context put', 'context merge'], Object.freeze(newContext())),
  ...each(['date', 'today'], EPOCH),
  ...each(['time'], START_OF_DAY),
  ...each(['date and time', 'now'], new FeelDateTime(EPOCH, START_OF_DAY)),
  ...each(['duration'], new DaysTimeDuration(0)),
  ...each(['years and months duration'], new YearsMonthsDuration(0)),
  ...each(['range'], new FeelRange(0, 0, false, false)),
])

/** Functions that skip members which are no numbers. */
export const SKIP_NON_NUMBERS: ReadonlySet<string> = new Set(['mean', 'median', 'product', 'stddev', 'sum'])
