const format = new Intl.DateTimeFormat('en-US', { timeZone: 'Europe/Berlin', timeZoneName: 'longOffset' })

/** Seconds that clocks in Berlin are ahead of UTC at an instant (milliseconds since the epoch). */
export function berlinOffset(at: number): number {
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return 3600
  const written = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(format.format(at))
  if (!written) return 0
  const [, sign, hours, minutes, seconds = '0'] = written
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * (sign === '-' ? -1 : 1)
}
