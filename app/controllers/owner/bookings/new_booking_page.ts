import { randomUUID } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import type { SeriesDate, SeriesOutcome } from '#actions/bookings/place_series'
import type Host from '#models/availability/host'
import type Service from '#models/services/service'
import type { Form } from '#validators/form'

/** What can be booked by whoever sits there. */
export interface Desk {
  services: Service[]
  hosts: Host[]
  /** Staff book into their own calendar only. */
  isOwnOnly: boolean
}

interface Page {
  form: Form
  /** How it stands with each date, once that was asked. */
  dates?: SeriesDate[] | null
  status?: number
  problem?: Exclude<SeriesOutcome['outcome'], 'booked' | 'requested' | 'unavailable'> | 'none_kept'
}

export async function openDesk({ business, membership }: HttpContext): Promise<Desk> {
  const isOwnOnly = membership.role === 'staff'
  const hosts = await business
    .related('hosts')
    .query()
    .if(isOwnOnly, (query) => query.where('user_id', membership.userId))
    .orderBy('position')
    .orderBy('id')
  const services = await business
    .related('services')
    .query()
    .where('is_active', true)
    .preload('hosts')
    .orderBy('position')
    .orderBy('id')
  return { services, hosts, isOwnOnly }
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

/** Dates chosen before, which nobody has looked at again. */
export function unchecked(starts: readonly unknown[]): SeriesDate[] {
  return starts
    .map((start) => (typeof start === 'number' ? start : Date.parse(String(start))))
    .filter((startsAt) => !Number.isNaN(startsAt))
    .map((startsAt) => ({ startsAt, code: null, alternatives: [] }))
}
