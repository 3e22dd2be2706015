/** Only addresses of this server, so that nobody is sent elsewhere after signing in. */
export function localPath(given: unknown): string {
  if (typeof given !== 'string' || !/^\/(?!\/)/.test(given) || /[\\\s\0]/.test(given) || !URL.canParse(given, 'http://localhost'))
    return '/'
  const target = new URL(given, 'http://localhost')
  return target.origin === 'http://localhost' ? target.pathname + target.search : '/'
}

/** `/anmelden/code?weiter=…`, without the parameter where it says nothing. */
export const withNext = (path: string, next: unknown): string => {
  const target = localPath(next)
  return target === '/' ? path : `${path}?weiter=${encodeURIComponent(target)}`
}
