import type { HttpContext } from '@adonisjs/core/http'
import type { VineValidator } from '@vinejs/vine'
import type { Infer, SchemaTypes } from '@vinejs/vine/types'
import { guestRefusal } from '#controllers/guest/pages/refusals'
import type { OpenService } from '#pages/guest/opened'
import type { PageHost } from '#queries/pages/find_business_page'
import { isOffered } from '#queries/services/service_rules'
import { type Form, validateForm } from '#validators/form'

/** They say what is booked, so leaving them out would change the meaning. */
const KEPT = new Set(['host', 'duration'])

/** What a link gets wrong is ignored; what a form sends, or says whom or how long, is refused. */
export async function readAddress<Schema extends SchemaTypes>(
  ctx: HttpContext,
  business: { name: string },
  validator: VineValidator<Schema, undefined>,
  input: Record<string, unknown>
): Promise<Infer<Schema>> {
  // Other sites know the zone as `tz`.
  const named = { ...input, zone: input.zone ?? input.tz }
  const isGiven = (value: unknown) => value !== '' && value !== undefined
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => isGiven(value)))
  const checked = await validateForm(validator, given, ctx)
  if (checked.ok) return checked.data
  if (ctx.request.method() !== 'POST') {
    const refused = namesOf(checked.form)
    const isRead = ([name]: [string, unknown]) => KEPT.has(name) || !refused.has(name)
    const read = Object.fromEntries(Object.entries(given).filter(isRead))
    const again = await validateForm(validator, read, ctx)
    if (again.ok) return again.data
  }
  throw guestRefusal(ctx, business, 'bad_address', 422)
}

function namesOf({ errors }: Form): Set<string> {
  return new Set(Object.keys(errors).map((field) => field.split('.')[0]))
}

export function chosenHost(
  ctx: HttpContext,
  { business, service }: OpenService,
  hostId: number | undefined
): PageHost | null {
  if (hostId === undefined) return null
  const host = service.hosts.find(({ id }) => id === hostId)
  if (!host) throw guestRefusal(ctx, business, 'bad_address', 422)
  return service.hostMode === 'collective' ? null : host
}

/** Null is the usual length. */
export function chosenLength(
  ctx: HttpContext,
  page: OpenService,
  minutes: number | undefined
): number | null {
  const wanted = lengthUnlessUsual(page, minutes)
  if (!isOffered(page, wanted)) throw guestRefusal(ctx, page.business, 'no_length', 422)
  return wanted
}

/** Null is the usual length, by whichever name it was asked for. */
export function lengthUnlessUsual({ usualMinutes }: OpenService, minutes: number | undefined) {
  return minutes === undefined || minutes === usualMinutes ? null : minutes
}
