import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { chooseFairly, claimTime, openHolder, releaseTime } from '#claims'
import { refusalCode, type UnavailableCode } from '#scheduling/reasons/refusal_code'
import Business from '#models/settings/business'
import type OneTimeLink from '#models/links/one_time_link'
import type Service from '#models/services/service'
import type { LinkRules } from '#queries/links/link_rules'
import { loadQuestion } from '#queries/availability/load_availability'
import { MINUTE } from '#scheduling/time/dates'
import { findSlots } from '#scheduling/slots/slots'
import { lastMoment } from '#scheduling/rules/terms'
import { hostsTaken } from '#scheduling/slots/taken_slot'
import { onlyAt } from '#scheduling/time/spans'
import type { Question, Slot, Span } from '#scheduling/types'

export interface FreeTime {
  slot: Slot
  question: Question
}

export interface RefusedTime extends Span {
  code: UnavailableCode
}

interface Picked {
  service: Service
  rules: LinkRules
  times: readonly Span[]
  now: DateTime
}

export async function lookUpTimes(trx: Transaction, { service, rules, times, now }: Picked) {
  const business = await Business.query({ client: trx })
    .where('id', service.businessId)
    .preload('settings')
    .firstOrFail()
  const free: FreeTime[] = []
  const refused: RefusedTime[] = []
  for (const [durationMinutes, ofLength] of Map.groupBy(times, lengthOf)) {
    const starts = ofLength.map(({ start }) => start)
    const range = { start: Math.min(...starts), end: Math.max(...starts) + 1 }
    const input = { business, service, link: rules, hostId: null, now: now.toMillis() }
    const question = await loadQuestion({ ...input, range, durationMinutes }, trx)
    const slots = Map.groupBy(findSlots(question), ({ start }) => start)
    for (const time of ofLength) {
      const { start } = time
      const [slot] = slots.get(start) ?? []
      const judged = { ...question, range: onlyAt(start) }
      if (slot) free.push({ slot, question })
      else refused.push({ ...time, code: refusalCode(judged, start) })
    }
  }
  refused.sort((one, other) => one.start - other.start)
  return { free, refused }
}

function lengthOf({ start, end }: Span): number {
  return (end - start) / MINUTE
}

/** Call it with the hosts locked. Times of one link may overlap, since it is used once. */
export async function holdTimes(
  trx: Transaction,
  { businessId, expiresAt }: OneTimeLink,
  { service, free, now }: { service: Service; free: readonly FreeTime[]; now: DateTime }
): Promise<number> {
  const id = await openHolder(trx, businessId)
  for (const { slot, question } of free) {
    const hostIds = await hostsToHold(trx, service, { slot, question }, now)
    const last = DateTime.fromMillis(lastMoment(question, slot), { zone: 'utc' })
    await claimTime(
      trx,
      { id, businessId, serviceId: service.id },
      {
        startsAt: DateTime.fromMillis(slot.start, { zone: 'utc' }),
        endsAt: DateTime.fromMillis(slot.end, { zone: 'utc' }),
        hostIds,
        rules: question.rules,
        expiresAt: DateTime.min(expiresAt, last),
      }
    )
  }
  return id
}

async function hostsToHold(
  trx: Transaction,
  { id }: Service,
  { slot, question }: FreeTime,
  now: DateTime
): Promise<readonly number[]> {
  const isAll = question.mode === 'collective'
  const chosen = isAll ? null : await chooseFairly(trx, id, slot.hostIds, now)
  return hostsTaken(slot, question, chosen?.hostId ?? slot.hostIds[0])
}

export async function giveUpTimes(
  trx: Transaction,
  { holderId }: { holderId: number | null }
): Promise<void> {
  if (holderId !== null) await releaseTime(trx, holderId)
}
