/** A browser without pictures: keeps cookies, reads forms out of pages, sends them. For measuring pages as people use them. */
export class Visitor {
  readonly url: string
  private readonly cookies = new Map<string, string>()

  constructor(url: string) {
    this.url = url
  }

  async get(path: string): Promise<{ status: number; body: string; path: string }> {
    return this.follow(await this.request(path, { method: 'GET' }), path)
  }

  /** Sends fields as a form would; the answer to the POST itself, redirects not followed. */
  async post(path: string, fields: Readonly<Record<string, string>>): Promise<{ status: number; location: string }> {
    const response = await this.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    })
    await response.arrayBuffer()
    return { status: response.status, location: response.headers.get('location') ?? '' }
  }

  /** Hidden fields of the form on a page whose action ends like this. */
  static hiddenFields(body: string, action: string): Record<string, string> {
    const forms = [...body.matchAll(/<form\b[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)]
    const form = forms.find(([, target]) => target!.endsWith(action))?.[2] ?? ''
    const inputs = [...form.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)].map(([input]) => input)
    return Object.fromEntries(
      inputs.map((input) => [/name="([^"]*)"/.exec(input)?.[1] ?? '', /value="([^"]*)"/.exec(input)?.[1] ?? '']),
    )
  }

  private async request(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(this.url + path, {
      ...init,
      redirect: 'manual',
      headers: { accept: 'text/html', cookie, ...init.headers },
    })
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0]!.split('=')
      this.cookies.set(name!, value ?? '')
    }
    return response
  }

  private async follow(response: Response, path: string): Promise<{ status: number; body: string; path: string }> {
    const location = response.headers.get('location')
    if (response.status < 300 || response.status > 399 || location === null)
      return { status: response.status, body: await response.text(), path }
    await response.arrayBuffer()
    return this.get(location)
  }
}
