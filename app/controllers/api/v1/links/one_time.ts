import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import type { CreateOneTimeOutcome } from '#actions/links/create_one_time_link'
import { turnedAway } from '#controllers/api/bookings/booking_refusal'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { Refusal } from '#exceptions/refusal'
import { oneTimeContent } from '#models/links/link_content'
import { versionOf } from '#models/version'
import { oneTimeRow, type OneTimeRow } from '#queries/links/one_time_list'
import { inUtc } from '#shapes/schema'
import { presentDecided, presentStanding } from '#shapes/links/one_time_record'

const USUAL_DAYS = 14

export async function oneTimeAsked({ business }: HttpContext, id: number): Promise<OneTimeRow> {
  const row = await oneTimeRow(business.id, id)
  if (!row) throw new Refusal(404, 'not_found')
  return row
}

export async function answerOneTimeRecord(
  ctx: HttpContext,
  id: number,
  address: { token?: string; url?: string } = {}
) {
  const row = await oneTimeAsked(ctx, id)
  const standing = presentStanding(row, DateTime.utc())
  return answerOne(ctx, presentDecided(row), { ...standing, ...address })
}

export function oneTimeVersion(ctx: HttpContext, row: OneTimeRow): string | null {
  return versionAsked(ctx, presentDecided(row), versionOf(oneTimeContent(row.oneTime)))
}

/** The end of the last day, where none is named. */
export function usualEnd({ business }: HttpContext, expiresAt: number | undefined): DateTime {
  if (expiresAt !== undefined) return DateTime.fromMillis(expiresAt, { zone: 'utc' })
  return DateTime.now().setZone(business.timeZone).plus({ days: USUAL_DAYS }).endOf('day')
}

type Refused = Exclude<CreateOneTimeOutcome, { outcome: 'created' }>

export function oneTimeRefused(ctx: HttpContext, refused: Refused): Refusal {
  const { i18n } = ctx
  switch (refused.outcome) {
    case 'busy':
    case 'not_found':
      return turnedAway(ctx, refused.outcome)
    case 'times_unavailable':
      return new Refusal(409, 'times_unavailable', i18n.t('api.times_unavailable'), {
        facts: {
          times: refused.refused.map(({ start, end, code }) => ({
            starts_at: inUtc(DateTime.fromMillis(start)),
            ends_at: inUtc(DateTime.fromMillis(end)),
            code,
          })),
        },
      })
    case 'host_elsewhere':
      return Refusal.ofField('host_id', 'unknown_host', i18n.t('api.unknown_host'))
    case 'already_over':
      return Refusal.ofField('expires_at', 'date_over', i18n.t('api.one_time.already_over'))
    case 'too_many_times':
      return Refusal.ofField('offered_times', 'too_many', i18n.t('api.one_time.too_many_times'))
    case 'nothing_to_hold':
    case 'places_not_held':
      return Refusal.ofField(
        'holds_times',
        refused.outcome,
        i18n.t(`api.one_time.${refused.outcome}`)
      )
  }
}

type Undecided =
  'stale' | 'busy' | 'not_found' | 'already_booked' | 'still_booked' | 'already_over' | 'no_address'

/** Why what was asked of it is not done. */
export async function oneTimeUndecided(
  ctx: HttpContext,
  id: number,
  outcome: Undecided
): Promise<Refusal> {
  const { i18n } = ctx
  switch (outcome) {
    case 'busy':
      return turnedAway(ctx, outcome)
    case 'not_found':
      return new Refusal(404, 'not_found')
    case 'stale':
      return staleOne(ctx, presentDecided(await oneTimeAsked(ctx, id)))
    case 'already_over':
      return Refusal.ofField('expires_at', 'date_over', i18n.t('api.one_time.already_over'))
    case 'no_address':
      return new Refusal(409, 'no_address', i18n.t('api.no_address'))
    case 'already_booked':
    case 'still_booked':
      return new Refusal(409, 'link_booked', i18n.t('api.link_booked'))
  }
}
