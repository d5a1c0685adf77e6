import type { HttpContext } from '@adonisjs/core/http'
import { apiDescription } from '#controllers/guest/docs/api_description'
import { referenceOf, referenceSchemas } from '#shapes/openapi/reference'

const LONGEST_SEARCH = 100

/** The API for people: what `/openapi.json` says, to read, to search and to try. */
export default class ApiReferencesController {
  index({ request, view }: HttpContext) {
    const asked: unknown = request.input('q')
    const search = typeof asked === 'string' ? asked.trim().slice(0, LONGEST_SEARCH) : ''
    const { reference } = apiDescription()
    const sections = referenceOf(reference, search)
    const schemas = search ? [] : referenceSchemas(reference.document)
    return view.render('pages/guest/docs/api', { sections, schemas, search })
  }
}
