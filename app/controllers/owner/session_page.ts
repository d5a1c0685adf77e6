import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import type GroupSession from '#models/group_session'
import { findSessionRecord } from '#queries/session_list'
import { emptyForm, type Form } from '#validators/form'

/** A date on which somebody, or the service, has no hours. */
export interface ClosedOn {
  /** `YYYY-MM-DD` */
  date: string
  whose: string[]
}

interface Page {
  form?: Form
  status?: number
  problem?: 'session_over' | 'session_busy'
  /** Where the session is to be moved to, to be confirmed. */
  closed?: ClosedOn[]
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
export async function renderSession(ctx: HttpContext, page: Page = {}) {
  const { form, status = 200, problem, closed = [] } = page
  const { business, params, view, response } = ctx
  const now = DateTime.now()
  const record = await findSessionRecord(business.id, params.id, now)
  const html = await view.render('pages/owner/session', {
    ...record,
    ...{ now, zone: business.timeZone, problem, closed },
    form: withStored(record.session, form ?? emptyForm()),
  })
  return response.status(status).send(html)
}
