import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { lastChangesOf } from '#controllers/owner/history/recent_history'
import { type Person, personPage } from '#pages/owner/people/person_page'

export async function renderPerson(
  ctx: HttpContext,
  { status = 200, ...person }: Person & { status?: 200 | 409 | 422 | 503 }
) {
  const { business, response, view } = ctx
  const page = {
    ...(await personPage(business, person, DateTime.now())),
    lastChanges: await lastChangesOf(ctx, 'host', person.host.id),
  }
  return response.status(status).send(await view.render('pages/owner/people/person', page))
}
