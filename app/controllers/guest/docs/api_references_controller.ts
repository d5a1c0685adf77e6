import type { HttpContext } from '@adonisjs/core/http'
import { apiDescription } from '#controllers/guest/docs/api_description'
import { referenceOf, referenceRefusals, referenceSchemas } from '#shapes/openapi/reference'

const LONGEST_SEARCH = 100

/** The API for people: what `/openapi.json` says, to read, to search and to try. */
export default class ApiReferencesController {
  /** An overview, until something is searched for or one part is chosen: all at once is a long page. */
  index(ctx: HttpContext) {
    const [search, part] = [asked(ctx, 'q'), asked(ctx, 'of')]
    const { reference } = apiDescription()
    const isOverview = !search && !part
    const sections = referenceOf(reference, { search, resource: search ? '' : part })
    const schemas = !search && part === 'schemas' ? referenceSchemas(reference.document) : []
    const refusals = !search && part === 'refusals' ? referenceRefusals(reference.codes) : []
    return ctx.view.render('pages/guest/docs/api', {
      ...{ search, part, isOverview, sections, schemas, refusals },
    })
  }
}

function asked({ request }: HttpContext, name: string): string {
  const value: unknown = request.input(name)
  return typeof value === 'string' ? value.trim().slice(0, LONGEST_SEARCH) : ''
}
