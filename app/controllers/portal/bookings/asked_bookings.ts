import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import type { PortalQuestion } from '#queries/portal/portal_bookings'
import type { portalQuery } from '#validators/portal/bookings'

/** What the list's address asks for, of whoever is signed in. */
export function portalQuestion(
  { reader }: HttpContext,
  { view = 'upcoming', status, business, search }: Infer<typeof portalQuery>
): PortalQuestion {
  return { email: reader.email, view, status, business, search, now: DateTime.now() }
}
