import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { type Person, personPage } from '#pages/owner/people/person_page'

export async function renderPerson(
  { business, response, view }: HttpContext,
  { status = 200, ...person }: Person & { status?: 200 | 409 | 422 | 503 }
) {
  const page = await personPage(business, person, DateTime.now())
  return response.status(status).send(await view.render('pages/owner/people/person', page))
}
