/** What B-FEEL gives instead of null where a built-in function fails: the default of the result's type. */
export const BUILTIN_DEFAULTS: ReadonlyMap<string, unknown> = new Map()
