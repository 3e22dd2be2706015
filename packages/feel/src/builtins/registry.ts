/** All built-in functions by name (DMN 1.5, 10.3.4). */
import type { FeelFunction } from '../values/kind.ts'
import { AGGREGATE_FUNCTIONS } from './aggregate.ts'
import { CONTEXT_FUNCTIONS } from './context.ts'
import { CONVERSION_FUNCTIONS } from './conversion.ts'
import { IDENTITY_FUNCTIONS } from './identity.ts'
import { LIST_FUNCTIONS } from './list.ts'
import { NUMERIC_FUNCTIONS } from './numeric.ts'
import { PATTERN_FUNCTIONS } from './pattern.ts'
import { RANGE_FUNCTIONS } from './range.ts'
import { STRING_FUNCTIONS } from './string.ts'

export const BUILTINS: ReadonlyMap<string, FeelFunction> = new Map(
  [
    ...CONVERSION_FUNCTIONS,
    ...STRING_FUNCTIONS,
    ...PATTERN_FUNCTIONS,
    ...NUMERIC_FUNCTIONS,
    ...LIST_FUNCTIONS,
    ...AGGREGATE_FUNCTIONS,
    ...CONTEXT_FUNCTIONS,
    ...RANGE_FUNCTIONS,
    ...IDENTITY_FUNCTIONS,
  ].map((definition) => [definition.name, definition]),
)
