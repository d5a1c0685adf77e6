import type { HttpContext } from '@adonisjs/core/http'
import { undoneDates } from '#controllers/undone/undone_dates'
import { undoneLink } from '#controllers/undone/undone_link'
import { undoneOrder } from '#controllers/undone/undone_order'
import { isUndoneWhole } from '#models/audit_entry'
import { undoneEntry } from '#queries/history/settings_before'

/**
 * What undoing the change of the address brings back, of those that no one form holds; null where it
 * was changed again since.
 */
export async function undoneChange(ctx: HttpContext) {
  const entry = await undoneEntry(ctx.business.id, ctx.params.id)
  if (!entry || !isUndoneWhole(entry.action)) return 'not_undone'
  if (entry.action === 'services.ordered') return undoneOrder(ctx, entry)
  if (entry.action === 'booking_link.updated') return undoneLink(ctx, entry)
  return undoneDates(ctx, entry)
}

type Found = Exclude<Awaited<ReturnType<typeof undoneChange>>, string | null>

export type Undone<Kind extends Found['kind']> = Extract<Found, { kind: Kind }>
