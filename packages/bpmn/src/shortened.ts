/** Text of a file as it may stand in a message: on one line and not longer than a person reads. */
export function shortened(text: string, length = 120): string {
  const line = text
    .slice(0, 4 * length)
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > length ? `${line.slice(0, length - 1)}…` : line
}
