import type { HttpContext } from '@adonisjs/core/http'
import type { VineValidator } from '@vinejs/vine'
import type { Infer, SchemaTypes } from '@vinejs/vine/types'
import type { OpenService } from '#controllers/guest/pages/open_page'
import { refuse } from '#controllers/guest/pages/refuse'
import type { PageHost, PageService } from '#queries/pages/find_business_page'
import { isOffered } from '#queries/services/service_rules'
import { type Form, validateForm } from '#validators/form'

/** They say what is booked: left out, they would mean something else. */
const KEPT = new Set(['host', 'duration'])

/**
 * What the address says beyond the page. What cannot be read in a link, a date or a zone, is left
 * out, and the page shown as without it; what a form sends along, and what says whom or how long, is
 * refused in words, and the answer is null.
 */
export async function readAddress<Schema extends SchemaTypes>(
  ctx: HttpContext,
  validator: VineValidator<Schema, undefined>,
  said: Record<string, unknown>
): Promise<Infer<Schema> | null> {
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''))
  const checked = await validateForm(validator, given, ctx)
  if (checked.ok) return checked.data
  if (ctx.request.method() !== 'POST') {
    const refused = namesOf(checked.form)
    const isRead = ([name]: [string, unknown]) => KEPT.has(name) || !refused.has(name)
    const read = Object.fromEntries(Object.entries(given).filter(isRead))
    const again = await validateForm(validator, read, ctx)
    if (again.ok) return again.data
  }
  await refuse(ctx, 'bad_address', 422)
  return null
}

function namesOf({ errors }: Form): Set<string> {
  return new Set(Object.keys(errors).map((field) => field.split('.')[0]))
}

/** The host asked for, of those who give it alone; undefined when the service has no such host, which was refused in words. */
export async function chosenHost(
  ctx: HttpContext,
  service: PageService,
  hostId: number | undefined
): Promise<PageHost | null | undefined> {
  if (hostId === undefined) return null
  const host = service.hosts.find(({ id }) => id === hostId)
  if (!host) await refuse(ctx, 'bad_address', 422)
  return host && service.hostMode === 'collective' ? null : host
}

/** The length asked for, null for the usual one; undefined when it is not on offer, which was refused in words. */
export async function chosenLength(
  ctx: HttpContext,
  page: OpenService,
  minutes: number | undefined
): Promise<number | null | undefined> {
  const wished = wishedLength(page, minutes)
  if (isOffered(page, wished)) return wished
  await refuse(ctx, 'no_length', 422)
  return undefined
}

/** As bookings state it: null is the usual length, by whichever name it was asked for. */
export function wishedLength({ usualMinutes }: OpenService, minutes: number | undefined) {
  return minutes === undefined || minutes === usualMinutes ? null : minutes
}
