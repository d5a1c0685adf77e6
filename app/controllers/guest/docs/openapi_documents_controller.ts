import type { HttpContext } from '@adonisjs/core/http'
import { apiDescription } from '#controllers/guest/docs/api_description'

/** `/openapi.json`: the API for programs that read it, such as generators of clients. */
export default class OpenapiDocumentsController {
  show({ response }: HttpContext) {
    const { body, tag } = apiDescription()
    response.header('etag', tag)
    response.header('cache-control', 'public, no-cache')
    if (response.fresh()) return response.status(304)
    response.header('content-type', 'application/json; charset=utf-8')
    return response.send(body)
  }
}
