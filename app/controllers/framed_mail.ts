import type { HttpContext } from '@adonisjs/core/http'

/** A mail brings its own styles and nothing else: no script, no form, nothing fetched. */
const POLICY = [
  `default-src 'none'`,
  `style-src 'unsafe-inline'`,
  `img-src data:`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'self'`,
].join('; ')

const SANDBOX = 'sandbox allow-popups allow-popups-to-escape-sandbox'

/** @param isWritten whether the page around it writes into it while somebody types */
export function sendFramed(
  response: HttpContext['response'],
  html: string,
  { isWritten = false }: { isWritten?: boolean } = {}
) {
  const sandbox = isWritten ? `${SANDBOX} allow-same-origin` : SANDBOX
  response.header('content-security-policy', `${POLICY}; ${sandbox}`)
  response.header('x-frame-options', 'SAMEORIGIN')
  response.header('content-type', 'text/html; charset=utf-8')
  return response.send(html)
}
