import { appUrl } from '#config/app'

type Asked = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> }

/** A browser of its own: it keeps cookies, and what they were can be kept and brought back later. */
export class BrowserSession {
  cookies = new Map<string, string>()

  constructor(
    private readonly origin = appUrl,
    private readonly headers: Record<string, string> = {}
  ) {}

  get cookie(): string {
    return [...this.cookies].map((pair) => pair.join('=')).join('; ')
  }

  get(path: string): Promise<Response> {
    return this.ask(path, {})
  }

  post(path: string, form: Record<string, string>): Promise<Response> {
    return this.ask(path, { method: 'POST', body: new URLSearchParams(form) })
  }

  /** Sends a form of that page, its token and its business included. */
  async submit(page: string, path: string, form: Record<string, string> = {}): Promise<Response> {
    const shown = await (await this.get(page)).text()
    const [, token = ''] = /name='_csrf' value='([^']+)'/.exec(shown) ?? []
    const [, business] = /name='_business' value='(\d+)'/.exec(shown) ?? []
    return this.post(path, { _csrf: token, ...(business && { _business: business }), ...form })
  }

  /** As a script of the portal would: with the token that its pages give, as JSON where it is the API. */
  async send(
    method: string,
    path: string,
    body: object = {},
    headers: Record<string, string> = {}
  ): Promise<Response> {
    if (method === 'GET') return this.get(path)
    let token: string | undefined
    for (const page of ['/portal/account', '/portal']) {
      const shown = await (await this.get(page)).text()
      token ??= /name='_csrf' value='([^']+)'/.exec(shown)?.[1]
    }
    return this.ask(path, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'x-csrf-token': token ?? '', ...headers },
    })
  }

  signIn(email: string, password: string): Promise<Response> {
    return this.submit('/sign-in', '/sign-in', { email, password })
  }

  /** Somebody else's copy of all cookies. */
  copy(): BrowserSession {
    const copy = new BrowserSession(this.origin, this.headers)
    copy.cookies = new Map(this.cookies)
    return copy
  }

  async ask(path: string, request: Asked): Promise<Response> {
    const headers = { ...this.headers, ...request.headers, cookie: this.cookie }
    const answer = await fetch(this.origin + path, { redirect: 'manual', ...request, headers })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (/max-age=0\b|expires=thu, 01 jan 1970/i.test(cookie)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return answer
  }
}
