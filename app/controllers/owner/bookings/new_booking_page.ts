import { randomUUID } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import type { SeriesDate, SeriesOutcome } from '#actions/bookings/place_series'
import type { Desk } from '#pages/owner/bookings/desk'
import type { Form } from '#validators/form'

interface Page {
  form: Form
  dates?: SeriesDate[] | null
  status?: number
  problem?: Exclude<SeriesOutcome['outcome'], 'booked' | 'requested' | 'unavailable'> | 'none_kept'
}

export async function renderDesk(
  { response, view }: HttpContext,
  desk: Desk,
  { form, dates = null, status = 200, problem }: Page
) {
  const idempotencyKey = randomUUID()
  const html = await view.render('pages/owner/bookings/new_booking', {
    ...desk,
    form,
    dates,
    refusedCount: dates?.filter(({ code }) => code !== null).length ?? 0,
    problem,
    idempotencyKey,
  })
  return response.status(status).send(html)
}

/** Chosen before, and not checked again. */
export function unchecked(starts: readonly unknown[]): SeriesDate[] {
  return starts
    .map((start) => (typeof start === 'number' ? start : Date.parse(String(start))))
    .filter((startsAt) => !Number.isNaN(startsAt))
    .map((startsAt) => ({ startsAt, code: null, alternatives: [] }))
}
