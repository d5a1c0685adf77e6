import type { HttpContext } from '@adonisjs/core/http'
import { type Judgement, judgeChange, judgeMachine } from '#controllers/booking_bounds'
import { Refusal } from '#exceptions/refusal'
import type Booking from '#models/bookings/booking'
import type { LinkRefusal } from '#queries/links/find_link_by_token'
import type { Offer } from '#shapes/availability/slots'
import { presentDates } from '#shapes/bookings/series'
import { changesPerAddress, type RateLimit } from '#start/limiter'
import { limitRequest } from '#start/request_limits'

const RETRY_AFTER_SECONDS = 2

type Turned =
  | ('page_inactive' | 'length_not_offered' | 'key_reused' | 'busy' | 'not_found')
  | ('blocked' | 'booked_already' | 'answer_lost')
  | LinkRefusal

export function turnedAway({ i18n }: HttpContext, outcome: Turned): Refusal {
  switch (outcome) {
    case 'page_inactive':
      return new Refusal(409, 'page_inactive', i18n.t('api.page_inactive'))
    case 'length_not_offered':
      return new Refusal(422, 'length_not_offered', i18n.t('api.length_gone'))
    case 'key_reused':
      return new Refusal(422, 'idempotency_key_reused', i18n.t('api.key_reused'))
    case 'busy':
      return new Refusal(503, 'busy', i18n.t('api.busy'), {
        headers: { 'retry-after': RETRY_AFTER_SECONDS },
      })
    case 'answer_lost':
      return new Refusal(409, outcome, i18n.t('api.answer_lost'))
    case 'blocked':
      return new Refusal(403, 'not_online', i18n.t('api.not_online'))
    case 'booked_already':
      return new Refusal(409, 'booked_already', i18n.t('api.booked_already'))
    case 'not_found':
      return new Refusal(404, 'unknown_service', i18n.t('api.unknown_service'))
    case 'link_spent':
    case 'link_revoked':
    case 'link_expired':
    case 'link_inactive':
      return new Refusal(410, outcome, i18n.t(`api.${outcome}`))
  }
}

/** Of several dates, all are booked or none: which it was, and what else each could be. */
export function seriesUnavailable(
  { i18n }: HttpContext,
  stored: Parameters<typeof presentDates>[0],
  offer: Offer,
  timeZone: string
): Refusal {
  const dates = presentDates(stored, offer, timeZone, (key, values) => i18n.t(key, values))
  const refused = dates.filter(({ code }) => code !== null).length
  const detail = i18n.t('api.series_unavailable', { refused, count: dates.length })
  return new Refusal(409, 'series_unavailable', detail, { facts: { dates } })
}

/** One request of as many as an address may send; the next has to wait. */
export function limitAddress(ctx: HttpContext, limit: RateLimit): Promise<void> {
  const sentence = limit === changesPerAddress ? 'api.too_many_changes' : 'api.too_many'
  return limitRequest(ctx, limit, ctx.request.ip(), sentence)
}

/** Limits what one recipient, or a new business, is sent without proof of the address. */
export async function passMachine(
  ctx: HttpContext,
  asking: Omit<Parameters<typeof judgeMachine>[0], 'returnProof'>
): Promise<Judgement> {
  return pass(ctx, await judgeMachine({ ...asking, returnProof: null }), 'api.too_many_for')
}

export async function passChange(
  ctx: HttpContext,
  booking: Booking,
  returnProof: string | null
): Promise<Judgement> {
  return pass(ctx, await judgeChange(booking, returnProof), 'api.too_many_changes_for')
}

async function pass(
  { i18n }: HttpContext,
  judgement: Judgement,
  sentences: string
): Promise<Judgement> {
  const { verdict } = judgement
  if (typeof verdict === 'string') return judgement
  await judgement.cameToNothing()
  const sentence = i18n.t(`${sentences}.${verdict.because}`)
  throw new Refusal(429, 'too_many_requests', sentence, {
    headers: { 'retry-after': verdict.wait },
  })
}
