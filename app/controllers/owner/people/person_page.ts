import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { lastChangesOf } from '#controllers/owner/history/recent_history'
import { findPerson } from '#controllers/owner/people/find_person'
import { seeOther } from '#controllers/see_other'
import { besidePart, type PersonPart, unsavedBeside } from '#pages/owner/people/person_parts'
import { type Person, personPage } from '#pages/owner/people/person_page'

/** What was typed in the other parts stays, where it is not what is stored. */
export async function afterPart(
  ctx: HttpContext,
  part: PersonPart,
  { done, at }: { done: string; at?: string }
) {
  const host = await findPerson(ctx)
  const body = ctx.request.body()
  const unsaved = unsavedBeside(body, part, host)
  if (unsaved.length > 0) {
    return renderPerson(ctx, { host, ...besidePart(body, part), unsaved, done })
  }
  ctx.session.flash('done', done)
  return seeOther(ctx.response, 'owner.hosts.edit', { id: host.id }, at ? { part: at } : undefined)
}

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
