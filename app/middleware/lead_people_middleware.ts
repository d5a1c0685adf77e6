import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { managePath } from '#formats/pages/addresses'

/** 307 takes a sent form along. */
export default class LeadPeopleMiddleware {
  handle({ request, response, params }: HttpContext, next: NextFn, page: string) {
    response.vary('accept')
    if (request.accepts(['html', 'json']) === 'json') return next()
    return response
      .redirect()
      .status(307)
      .toPath(`${managePath(params.token)}${page}`)
  }
}
