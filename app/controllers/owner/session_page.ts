import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { findSessionRecord } from '#queries/session_list'
import { emptyForm, type Form } from '#validators/form'

interface Page {
  form?: Form
  status?: number
  problem?: 'session_over' | 'session_busy'
}

/** A session with its roster, and the forms that change it or call it off. */
export async function renderSession(ctx: HttpContext, { form, status = 200, problem }: Page = {}) {
  const { business, params, view, response } = ctx
  const now = DateTime.now()
  const record = await findSessionRecord(business.id, params.id, now)
  const { capacity, bookingDeadlineHours, isBookable } = record.session
  const shown =
    form ??
    emptyForm({
      capacity: String(capacity),
      booking_deadline_hours: String(bookingDeadlineHours),
      ...(isBookable && { is_bookable: 'on' }),
    })
  const page = { ...record, now, zone: business.timeZone, form: shown, problem }
  return response.status(status).send(await view.render('pages/owner/session', page))
}
