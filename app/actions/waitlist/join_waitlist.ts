import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { takeInLead, turnAwayBlocked } from '#steps'
import type { By } from '#models/by'
import Business from '#models/settings/business'
import Service from '#models/services/service'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import { waitlistJoined } from '#messages'
import { deliverAfter, owe } from '#outbox'
import { isOffered } from '#queries/services/service_rules'
import { waitedForQuestion, waitedForRange } from '#queries/waitlist/waited_for'
import { findSlots } from '#scheduling/slots/slots'
import { startsToWaitFor } from '#scheduling/reasons/waiting'
import type { Instant } from '#scheduling/types'
import { brokenConstraint, databaseNow, inTransaction, noteDone } from '#transactions'

interface Input {
  businessId: number
  serviceId: number
  startsAt: Instant
  hostId: number | null
  durationMinutes: number | null
  seats: number
  client: {
    name: string
    email: string | null
    phone: string | null
    timeZone: string
    locale: string
  }
  by: By
}

const ONCE = new Set<unknown>(['waitlist_entries_once', 'waitlist_entries_phone_once'])

export type JoinOutcome =
  | { outcome: 'joined'; entry: WaitlistEntry }
  | {
      outcome:
        'joined_before' | 'on_offer' | 'not_possible' | 'not_found' | 'page_inactive' | 'blocked'
    }

export default class JoinWaitlist {
  async handle(input: Input): Promise<JoinOutcome> {
    const { businessId, serviceId, startsAt, by } = input
    const business = await Business.query().where('id', businessId).preload('settings').first()
    const service = await Service.query().where({ businessId, id: serviceId }).first()
    if (!business || !service) return { outcome: 'not_found' }
    if (!business.settings.isActive) return { outcome: 'page_inactive' }
    if (!isOffered({ business, service }, input.durationMinutes)) return { outcome: 'not_possible' }

    const now = await databaseNow(db.connection())
    const range = waitedForRange(startsAt, null, now.toMillis())
    const waiting = { business, service, booking: null }
    const question = await waitedForQuestion(input, waiting, range, now.toMillis())
    if (findSlots(question).length > 0) return { outcome: 'on_offer' }
    if (startsToWaitFor(question, range).length === 0) return { outcome: 'not_possible' }

    try {
      return await deliverAfter(by, () =>
        inTransaction(async (trx) => {
          const wanted = { business, ...input, kind: 'waitlist' as const, requestId: by.requestId }
          if (await turnAwayBlocked(trx, wanted)) return { outcome: 'blocked' as const, owed: [] }
          await takeInLead(trx, business, input.client)
          const entry = await new WaitlistEntry()
            .useTransaction(trx)
            .fill(attributesOf(input))
            .save()
          await noteDone(trx, businessId, by.keyed)
          const subject = { type: 'waitlist_entry' as const, id: entry.id }
          const owed = await owe(trx, waitlistJoined, { businessId, subject, by })
          return { outcome: 'joined' as const, entry, owed }
        })
      )
    } catch (error) {
      if (!ONCE.has(brokenConstraint(error))) throw error
      return { outcome: 'joined_before' }
    }
  }
}

function attributesOf({ startsAt, client, by, ...input }: Input): Partial<WaitlistEntry> {
  const { businessId, serviceId, hostId, durationMinutes, seats } = input
  return {
    ...{ businessId, serviceId, hostId, durationMinutes, seats },
    requestId: by.requestId,
    bookingId: null,
    startsAt: DateTime.fromMillis(startsAt, { zone: 'utc' }),
    clientName: client.name,
    clientEmail: client.email,
    clientPhone: client.phone,
    clientTimeZone: client.timeZone,
    clientLocale: client.locale,
    status: 'waiting',
    linkVersion: 1,
  }
}
