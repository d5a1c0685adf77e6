import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { addressOf } from '#pages/address_of'
import { findSessionRecord } from '#queries/sessions/session_list'

/** The session of the address, for those who decide about it. */
export async function decidedSession({ business, bouncer, params }: HttpContext) {
  const record = await findSessionRecord(business.id, params.id, DateTime.now())
  await bouncer.with('BookingPolicy').authorize('decide', record.session)
  return record
}

export function backToSession({ params, response, session }: HttpContext, done: string) {
  session.flash('done', done)
  return response
    .redirect()
    .status(303)
    .toPath(addressOf('owner.group_sessions.show', { id: params.id }))
}
