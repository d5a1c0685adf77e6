import type { HttpContext } from '@adonisjs/core/http'
import { addressOf } from '#pages/address_of'

/** The page that follows a form, so that to reload it sends nothing again. */
export function seeOther(
  response: HttpContext['response'],
  ...address: Parameters<typeof addressOf>
) {
  return response
    .redirect()
    .status(303)
    .toPath(addressOf(...address))
}
