import type { HttpContext } from '@adonisjs/core/http'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import { Refusal } from '#exceptions/refusal'

/** A new business mails one recipient so often; null is nobody whom it mails. */
export async function withinMails<Done>(
  ctx: HttpContext,
  emails: string | null | readonly (string | null)[],
  work: () => Promise<Done>,
  isSent: (done: Done) => boolean
): Promise<Done> {
  const bounded = await withinBounds(judgeOwner(ctx.business, ...[emails].flat()), work, isSent)
  if ('done' in bounded) return bounded.done
  throw tooManyMails(ctx, bounded.tooMany)
}

export function tooManyMails({ i18n }: HttpContext, { wait: seconds }: { wait: number }): Refusal {
  return new Refusal(429, 'too_many_requests', i18n.t('api.too_many_mails', { seconds }), {
    headers: { 'retry-after': seconds },
  })
}
