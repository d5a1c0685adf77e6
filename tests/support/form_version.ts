import { ApiClient, ApiRequest } from '@japa/api-client'

/** The field of a page's form with that action in which its version travels. */
export function versionIn(html: string, action: string): string {
  const forms = html.split('<form').filter((each) => each.includes('method="post"'))
  const path = (address: string) => address.replaceAll('&amp;', '&').split(/[?#]/)[0]
  const form = forms.find((each) => {
    const [, own = ''] = /action="([^"]*)"/.exec(each) ?? []
    return path(own) === path(action)
  })
  const [, version] = /name="version" value="([^"]*)"/.exec(form ?? '') ?? []
  return version ?? versionOfPart(html, path(action))
}

/** Where one form has several buttons, each of which saves a part of it. */
function versionOfPart(html: string, path: string): string {
  const buttons = html.match(/<button[^>]*name="part"[^>]*>/g) ?? []
  const button = buttons.find((each) => each.includes(`formaction="${path}"`))
  const [, part] = /value="(\w+)"/.exec(button ?? '') ?? []
  return new RegExp(`name="${part}_version" value="([^"]*)"`).exec(html)?.[1] ?? ''
}

/** The fields of a list in which the version of each of its rows travels. */
export function rowVersionsIn(html: string): Record<string, string> {
  const fields = html.matchAll(/name="(versions\[b\d+\])" value="([^"]*)"/g)
  return Object.fromEntries([...fields].map(([, name, version]) => [name, version]))
}

/** Reads the page first, as a browser does, and sends the version that stands in its form. */
ApiRequest.macro('withVersion', function (this: ApiRequest, page?: string) {
  return this.setup(async (request) => {
    const { config } = request
    if (Reflect.get(request.request, '_data')?.version !== undefined) return
    const reading = new ApiClient().get(page ?? config.endpoint)
    Object.assign(reading, { authData: Reflect.get(request, 'authData') })
    request.form({ version: versionIn((await reading).text(), config.endpoint) })
  })
})

declare module '@japa/api-client' {
  interface ApiRequest {
    withVersion(page?: string): this
  }
}
