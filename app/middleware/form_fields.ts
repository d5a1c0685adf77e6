import { randomBytes } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import edge from 'edge.js'

/** In which business a form was read. */
export const FORM_BUSINESS = '_business'

/** What tells a form from others, so that pressing it twice is known for that. */
export const FORM_PRESS = '_press'

/** What every form behind a session carries. */
export function formFields({
  request,
  business,
}: Pick<HttpContext, 'request'> & Partial<HttpContext>) {
  const fields = {
    _csrf: request.csrfToken,
    [FORM_PRESS]: randomBytes(16).toString('base64url'),
    ...(business && { [FORM_BUSINESS]: String(business.id) }),
  }
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type='hidden' name='${name}' value='${value}'>`
  )
  return edge.globals.html.safe(inputs.join(''))
}
