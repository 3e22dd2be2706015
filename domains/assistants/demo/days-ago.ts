/** The day `days` before today in Berlin, as forms keep dates: overdue cases stay overdue and others do not, whatever the day. */
export const daysAgo = (days: number): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Europe/Berlin' }).format(Date.now() - days * 86_400_000)
