/** A plan kept costs memory on each connection. */
const mostNames = 200
const names = new Map<string, string>()

/**
 * Marks a statement as one that a server parses and plans once per connection, not anew for every execution. For long statements with few
 * parameters that run all the time and whose plan does not depend on the values. The embedded database takes no notice.
 */
export function prepared(sql: string): string {
  if (names.size < mostNames && !names.has(sql)) names.set(sql, `fachwerk_${names.size}`)
  return sql
}

export const preparedName = (sql: string): string | undefined => names.get(sql)
