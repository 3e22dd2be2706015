export * from './api.ts'
export { compileExpression, compileUnaryTests, traceExpression, traceUnaryTests } from './expression.ts'
export { feelFunction, invoke } from './function-value.ts'
export { Runtime } from './compile/runtime.ts'
export { builtinType, ANY } from './types/feel-type.ts'
export type { FeelType } from './types/feel-type.ts'
export { acceptsArguments, coerceTo, conformsTo, isInstanceOf, typeConforms } from './types/conformance.ts'
export type { Coerced } from './types/conformance.ts'
export { typeText } from './types/resolve-type.ts'
export { BUILTINS } from './builtins/registry.ts'
export { messageOf } from './messages/messages.ts'
export { contextOf, FeelFunction, FeelRange, isContext, isList, newContext, typeOf } from './values/kind.ts'
export type { FunctionBody, Parameter } from './values/kind.ts'
export { add, Decimal, compareNumbers, isNumber, numberText, parseNumber } from './values/number.ts'
export { compareValues, distinct, feelEquals, rangeIncludes } from './values/order.ts'
export {
  dateOfDay,
  dayNumber,
  DaysTimeDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  instantOf,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTemporal,
  parseTime,
  timeOrder,
  YearsMonthsDuration,
} from './values/temporal.ts'
export { formatFeel, formatFeelWithin, fromJson, toJson, valueText } from './values/text.ts'
