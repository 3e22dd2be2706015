/** `is` (DMN 1.5, 10.3.4.13): same kind and same components, zones included. */
import { typeOf } from '../values/kind.ts'
import { feelEquals } from '../values/order.ts'
import { isTemporal } from '../values/temporal.ts'
import { valueText } from '../values/text.ts'
import { define } from './define.ts'

function same(a: unknown, b: unknown): boolean {
  if (typeOf(a) !== typeOf(b)) return false
  return isTemporal(a) ? valueText(a) === valueText(b) : feelEquals(a, b) === true
}

export const IDENTITY_FUNCTIONS = [define('is', ['value1: any, value2: any', (_, a, b) => same(a, b)])]
