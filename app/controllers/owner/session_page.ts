import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import type GroupSession from '#models/group_session'
import { findSessionRecord } from '#queries/session_list'
import { emptyForm, type Form } from '#validators/form'

interface Page {
  form?: Form
  status?: number
  problem?: 'session_over' | 'session_busy'
}

/** Several forms share the page: what the refused one did not carry stands as it is stored. */
function withStored(session: GroupSession, { values, errors }: Form): Form {
  const { startsAt, host, capacity, bookingDeadlineHours, isBookable } = session
  const here = startsAt.setZone(host.timeZone)
  const isChange = values.capacity !== undefined
  const stored = {
    date: here.toFormat('yyyy-MM-dd'),
    time: here.toFormat('HH:mm'),
    capacity: String(capacity),
    booking_deadline_hours: String(bookingDeadlineHours),
    ...(isBookable && !isChange && { is_bookable: 'on' }),
  }
  return { values: { ...stored, ...values }, errors }
}

/** A session with its roster, and the forms that change it or call it off. */
export async function renderSession(ctx: HttpContext, { form, status = 200, problem }: Page = {}) {
  const { business, params, view, response } = ctx
  const now = DateTime.now()
  const record = await findSessionRecord(business.id, params.id, now)
  const page = {
    ...record,
    ...{ now, zone: business.timeZone, problem },
    form: withStored(record.session, form ?? emptyForm()),
  }
  return response.status(status).send(await view.render('pages/owner/session', page))
}
