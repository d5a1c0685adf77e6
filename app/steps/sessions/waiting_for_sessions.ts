import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { releaseClaims } from '#claims'
import { waitlistCalledOff, waitlistMoved } from '#messages'
import type { By } from '#models/by'
import type GroupSession from '#models/sessions/group_session'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import { owe, oweCallToWaiting, type OwedMail } from '#outbox'

const WAITS_FOR = `
  sessions.status = 'scheduled' and sessions.service_id = waitlist_entries.service_id
    and sessions.starts_at = waitlist_entries.starts_at
    and (waitlist_entries.host_id is null or waitlist_entries.host_id = sessions.host_id)`

interface Ended {
  entries: readonly WaitlistEntry[]
  now: DateTime
  by: By
}

function stillWaiting(trx: Transaction) {
  return WaitlistEntry.query({ client: trx }).whereIn('status', ['waiting', 'offered'])
}

/** Locked before the sessions, as by whoever answers an offer. */
export function lockWaitingFor(
  trx: Transaction,
  { column, id }: { column: 'id' | 'series_id'; id: number }
): Promise<WaitlistEntry[]> {
  return stillWaiting(trx)
    .whereNull('booking_id')
    .whereRaw(
      `exists (select from group_sessions as sessions where sessions.${column} = ? and ${WAITS_FOR})`,
      [id]
    )
    .orderBy('id')
    .forUpdate()
    .exec()
}

/** Also whoever waits for an earlier time than theirs. */
export function lockWaitingForService(
  trx: Transaction,
  serviceId: number
): Promise<WaitlistEntry[]> {
  return stillWaiting(trx).where({ serviceId }).orderBy('id').forUpdate().exec()
}

/** Once its sessions are off: who could have a place in no other waits no more, and is told. */
export async function callOffSessions(
  trx: Transaction,
  { entries, ...told }: Ended
): Promise<OwedMail[]> {
  const { without, others } = await withoutSession(trx, entries)
  for (const entry of others) await withdrawOffer(trx, entry, { isOff: true })
  return callOffWaiting(trx, { entries: without, ...told })
}

/** What they wait for can come free no more. */
export async function callOffWaiting(
  trx: Transaction,
  { entries, by }: Ended
): Promise<OwedMail[]> {
  const owed: OwedMail[] = []
  for (const entry of entries) {
    await withdrawOffer(trx, entry)
    await entry.useTransaction(trx).merge({ status: 'called_off' }).save()
    const { id, businessId } = entry
    const subject = { type: 'waitlist_entry' as const, id }
    owed.push(...(await owe(trx, waitlistCalledOff, { businessId, subject, by })))
    await oweCallToWaiting(trx, entry, { type: waitlistCalledOff.type, by })
  }
  return owed
}

/** They wait on for the session where it is now, at the place that they had. */
export async function moveWaiting(
  trx: Transaction,
  { entries, session, from, ...told }: Ended & { session: GroupSession; from: DateTime }
): Promise<OwedMail[]> {
  const owed: OwedMail[] = []
  const { without, others } = await withoutSession(trx, entries)
  for (const entry of others) await withdrawOffer(trx, entry, { isIn: session })
  for (const entry of without) {
    await withdrawOffer(trx, entry)
    const { startsAt } = session
    if (await waitsAt(trx, entry, startsAt)) {
      owed.push(...(await callOffWaiting(trx, { entries: [entry], ...told })))
      continue
    }
    await entry.merge({ startsAt, status: 'waiting', goneSince: null }).save()
    const { id, businessId } = entry
    const moved = await owe(trx, waitlistMoved, {
      ...{ businessId, subject: { type: 'waitlist_entry', id }, by: told.by },
      occurrence: startsAt.toMillis(),
      data: { from: from.toUTC().toISO(), to: startsAt.toUTC().toISO() },
    })
    owed.push(...moved)
    await oweCallToWaiting(trx, entry, { type: waitlistMoved.type, by: told.by })
  }
  return owed
}

async function withoutSession(trx: Transaction, entries: readonly WaitlistEntry[]) {
  const having = await WaitlistEntry.query({ client: trx })
    .whereIn(
      'id',
      entries.map(({ id }) => id)
    )
    .whereRaw(`exists (select from group_sessions as sessions where ${WAITS_FOR})`)
    .select('id')
  const ids = new Set(having.map(({ id }) => id))
  return {
    without: entries.filter(({ id }) => !ids.has(id)),
    others: entries.filter(({ id }) => ids.has(id)),
  }
}

/** They may have put themselves on the list for that time as well. */
async function waitsAt(trx: Transaction, entry: WaitlistEntry, startsAt: DateTime) {
  const { serviceId, clientEmail, clientPhone } = entry
  const other = await stillWaiting(trx)
    .where({ serviceId })
    .where('starts_at', startsAt.toJSDate())
    .where((same) =>
      clientEmail === null
        ? same.whereNull('client_email').where('client_phone', clientPhone ?? '')
        : same.whereRaw('lower(client_email) = lower(?)', [clientEmail])
    )
    .first()
  return other !== null
}

/** An offer in a session that goes on stays. */
async function withdrawOffer(
  trx: Transaction,
  entry: WaitlistEntry,
  only: { isOff?: boolean; isIn?: GroupSession } = {}
): Promise<void> {
  const offer = await WaitlistOffer.query({ client: trx })
    .where({ entryId: entry.id, status: 'open' })
    .if(only.isIn, (offers) => offers.where('session_id', only.isIn?.id ?? 0))
    .if(only.isOff, (offers) =>
      offers.whereRaw(`exists (
        select from group_sessions where id = waitlist_offers.session_id and status = 'cancelled')`)
    )
    .first()
  if (!offer) return
  await offer.merge({ status: 'withdrawn' }).save()
  await releaseClaims(trx, offer)
  await entry.useTransaction(trx).merge({ status: 'waiting' }).save()
}
