import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { lockHosts, readClock, unlessOvertaken } from '#claims'
import { holdTimes, lookUpTimes, type RefusedTime } from '#steps'
import { changesOf, recordSettingsChange } from '#history'
import { oneTimeCreated, oneTimeLinkSent } from '#messages'
import type { By } from '#models/by'
import type BookingLink from '#models/links/booking_link'
import OneTimeLink, { MOST_OFFERED_TIMES } from '#models/links/one_time_link'
import { hashOfToken, newSecretToken } from '#models/tokens/secret_token'
import Service from '#models/services/service'
import { giversOf } from '#models/services/service_team'
import { findLink, linkRules } from '#queries/links/link_rules'
import { type OwedMail, owe, oweEachTime, wakeDeliveries } from '#outbox'
import type { RulesAt } from '#scheduling/rules/rules'
import type { Span } from '#scheduling/types'
import { databaseNow, retryingTransaction } from '#transactions'

export interface OneTimeDetails extends Partial<RulesAt<'one_time_link'>> {
  recipientName?: string | null
  recipientEmail?: string | null
  hostId?: number | null
  requiresApproval?: boolean | null
  rearmsOnCancel?: boolean
  offeredTimes?: Span[] | null
  expiresAt: DateTime
}

interface Creation {
  businessId: number
  serviceId: number
  linkId: number | null
  details: OneTimeDetails
  holdsTimes?: boolean
  /** To its recipient, by mail. */
  isSent?: boolean
  by: By
}

export type CreateOneTimeOutcome =
  | { outcome: 'created'; oneTime: OneTimeLink; token: string; owed?: OwedMail[] }
  | { outcome: 'times_unavailable'; refused: RefusedTime[] }
  | { outcome: 'not_found' | 'host_elsewhere' | 'already_over' | 'busy' }
  | { outcome: 'too_many_times' | 'nothing_to_hold' | 'places_not_held' }

/** The token is in the result only: the database keeps a hash of it. */
export default class CreateOneTimeLink {
  async handle(creation: Creation): Promise<CreateOneTimeOutcome> {
    const outcome = await unlessOvertaken(
      () => retryingTransaction((trx) => this.create(trx, creation)),
      () => null
    )
    if (outcome?.outcome === 'created' && outcome.owed) {
      await wakeDeliveries(outcome.owed, creation.by.requestId)
    }
    return outcome ?? { outcome: 'busy' }
  }

  private async create(trx: Transaction, creation: Creation): Promise<CreateOneTimeOutcome> {
    const { businessId, serviceId, linkId, details, by } = creation
    const service = await Service.query({ client: trx })
      .where({ businessId, id: serviceId })
      .preload('hosts')
      .first()
    const link = await findLink(trx, linkId)
    if (!service || !isAbove(link, creation)) return { outcome: 'not_found' }
    const { hostId } = details
    if (hostId && giversOf(service).every(({ id }) => id !== hostId)) {
      return { outcome: 'host_elsewhere' }
    }
    if (details.expiresAt <= (await databaseNow(trx))) return { outcome: 'already_over' }

    const token = newSecretToken()
    const oneTime = new OneTimeLink()
      .useTransaction(trx)
      .merge({ ...details, businessId, serviceId, linkId, createdBy: by.userId })
    const refused = await this.offer(trx, { oneTime, link, service, creation })
    if (refused) return refused
    const changes = changesOf(oneTime)
    if (creation.isSent) oneTime.merge({ sendings: 1, sentAt: await databaseNow(trx) })
    await oneTime.merge({ tokenHash: hashOfToken(token) }).save()
    await recordSettingsChange(trx, {
      businessId,
      action: 'one_time_link.created',
      subjectType: 'one_time_link',
      subjectId: oneTime.id,
      changes,
      by,
    })
    const owed = creation.isSent ? await this.oweMail(trx, oneTime, by) : []
    const subject = { type: 'one_time_link' as const, id: oneTime.id }
    owed.push(...(await oweEachTime(trx, oneTimeCreated, { businessId, subject, by })))
    return { outcome: 'created', oneTime: await oneTime.refresh(), token, owed }
  }

  private oweMail(trx: Transaction, { id, businessId, sendings }: OneTimeLink, by: By) {
    return owe(trx, oneTimeLinkSent, {
      ...{ businessId, subject: { type: 'one_time_link', id }, occurrence: sendings, by },
    })
  }

  private async offer(trx: Transaction, made: Making): Promise<CreateOneTimeOutcome | null> {
    const { oneTime, link, service, creation } = made
    const { holdsTimes = false } = creation
    const times = sorted(creation.details.offeredTimes ?? [])
    if (times.length === 0) return holdsTimes ? { outcome: 'nothing_to_hold' } : null
    if (times.length > MOST_OFFERED_TIMES) return { outcome: 'too_many_times' }
    if (holdsTimes && service.isShared) return { outcome: 'places_not_held' }

    oneTime.offeredTimes = times
    if (holdsTimes) await lockHosts(trx, service, oneTime.hostId ?? null)
    const now = holdsTimes ? await readClock(trx, service, 0) : await databaseNow(trx)
    const rules = linkRules(link, oneTime)
    const { free, refused } = await lookUpTimes(trx, { service, rules, times, now })
    if (refused.length > 0) return { outcome: 'times_unavailable', refused }
    const isInSession = free.some(({ slot }) => slot.sessionId !== undefined)
    if (holdsTimes && isInSession) return { outcome: 'places_not_held' }
    if (holdsTimes) oneTime.holderId = await holdTimes(trx, oneTime, { service, free, now })
    return null
  }
}

interface Making {
  oneTime: OneTimeLink
  link: BookingLink | null
  service: Service
  creation: Creation
}

function isAbove(link: BookingLink | null, { businessId, serviceId, linkId }: Creation): boolean {
  if (linkId === null) return true
  return link?.businessId === businessId && link.serviceId === serviceId
}

function sorted(times: readonly Span[]): Span[] {
  const distinct = new Map(times.map((time) => [`${time.start} ${time.end}`, time]))
  return [...distinct.values()].sort((one, other) => one.start - other.start || one.end - other.end)
}
