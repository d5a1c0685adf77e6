import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import {
  type WantedSettings,
  changeSettings,
  type SettingsSteps,
} from '../changes/change_settings.js'
import { HOSTS_TOGETHER } from '#claims'
import { type Changes, recordReworded } from '#history'
import type { Wording } from '#models/bookings/wording'
import type { By } from '#models/by'
import {
  KEEP_ANSWERS_OWED,
  type OwedMail,
  oweReworded,
  planComingReminders,
  wakeDeliveries,
} from '#outbox'
import { WORD_KINDS, type WordKind } from '#scheduling/news'
import { databaseNow, retryingTransaction, sql } from '#transactions'

export interface Reworded {
  businessId: number
  serviceId?: number
  hostId?: number
  all: Partial<Wording>
  /** Not shown to those whose request still waits. */
  confirmed?: Partial<Wording>
  onSite?: Partial<Wording>
  /** Of a host's own link: not shown to those whose request still waits, either. */
  online?: Partial<Wording>
  /** By the key of the place that was chosen. */
  places?: Record<number, { all: Partial<Wording>; confirmed: Partial<Wording> }>
}

/** Nothing is saved before somebody says whether the booked clients are told. */
interface AsksToTell {
  outcome: 'asks'
  asks: { bookings: number; unreachable: number }
}

interface Renewed {
  id: number
  is_mailed: boolean
}

interface ToldBooked {
  mailed: number
  owed: OwedMail[]
}

const NOBODY: ToldBooked = { mailed: 0, owed: [] }

const ofPlace = (part: 'all' | 'confirmed') =>
  `coalesce(cast(:places as jsonb)->cast(bookings.place_key as text)->'${part}', '{}')`

const IS_ONLINE = `bookings.wording->>'locationType' in ('zoom', 'google_meet', 'video')`

/** The link of the service is not theirs, then. */
const HAS_LINK_OF_HOST = `${IS_ONLINE} and exists (
  select from hosts where hosts.id = bookings.host_id and meeting_link is not null)`

const SAY_IT_OTHERWISE = `
  bookings.business_id = :businessId and bookings.starts_at > :now
  and (bookings.status = 'approved' or bookings.status = 'pending' and bookings.expires_at > :now)
  and (cast(:serviceId as bigint) is null or bookings.service_id = :serviceId)
  and (cast(:hostId as bigint) is null or bookings.host_id = :hostId or exists (
    select from json_to_recordset(${HOSTS_TOGETHER}) as given (id bigint)
     where given.id = :hostId))
  and not (bookings.wording @> cast(:all as jsonb)
    and bookings.wording @> ${ofPlace('all')}
    and (bookings.status = 'pending' or bookings.wording @> cast(:confirmed as jsonb)
      and (bookings.wording @> ${ofPlace('confirmed')} or ${HAS_LINK_OF_HOST})
      and (not ${IS_ONLINE} or bookings.host_id is distinct from cast(:hostId as bigint)
        or bookings.wording @> cast(:online as jsonb)))
    and (bookings.wording->>'locationType' <> 'in_person'
      or bookings.wording @> cast(:onSite as jsonb)))`

async function asksToTell(
  trx: Transaction,
  reworded: Reworded,
  tellsBooked?: boolean
): Promise<AsksToTell | null> {
  if (tellsBooked !== undefined || kindsOf(reworded).length === 0) return null
  const [asks] = await sql<AsksToTell['asks']>(
    trx,
    `select cast(count(*) as integer) as bookings,
       cast(count(*) filter (where client_email is null) as integer) as unreachable
     from bookings where ${SAY_IT_OTHERWISE}`,
    await parameters(trx, reworded)
  )
  return asks.bookings > 0 ? { outcome: 'asks', asks } : null
}

export type Rewritten<Refused extends string> =
  { outcome: 'saved'; told: number } | AsksToTell | Outcome<Refused | 'stale' | 'busy'>

type Outcome<Name extends string> = Name extends string ? { outcome: Name } : never

interface WantedWords extends WantedSettings {
  /** Undefined asks first. */
  tellsBooked?: boolean
}

interface WordsSteps<Refused> extends Omit<SettingsSteps<Refused, void>, 'write'> {
  /** Of what is not saved yet. */
  reworded: () => Reworded
  /** Instead of saving the row alone; what else is owed for it. */
  write?: (changes: Changes) => Promise<OwedMail[] | void>
}

/** Settings whose words stand in bookings: who is booked is told of them, or not, as is wished. */
export async function changeWords<Refused extends string = never>(
  wanted: WantedWords,
  lock: (trx: Transaction) => Promise<WordsSteps<Refused>>
): Promise<Rewritten<Refused>> {
  const done = await retryingTransaction(async (trx) => {
    const { reworded, refuse, write, row, ...steps } = await lock(trx)
    return changeSettings<Refused | AsksToTell, ToldBooked>(trx, wanted, {
      ...{ ...steps, row },
      refuse: async (changes) =>
        (await refuse?.(changes)) ?? asksToTell(trx, reworded(), wanted.tellsBooked),
      write: async (changes) => {
        const words = reworded()
        const also = write ? await write(changes) : await row.save().then(() => [])
        const told = await tellBooked(trx, words, wanted)
        return { ...told, owed: [...told.owed, ...(also ?? [])] }
      },
    })
  })
  if (done === null) return { outcome: 'busy' } as Rewritten<Refused>
  if (done === 'saved') return { outcome: 'saved', told: 0 }
  if (typeof done === 'string') return { outcome: done } as Rewritten<Refused>
  if ('asks' in done) return done
  await wakeDeliveries(done.owed, wanted.by.requestId)
  return { outcome: 'saved', told: done.mailed }
}

/** Call it when the words are saved: the database copies them into the bookings it updates. */
async function tellBooked(
  trx: Transaction,
  reworded: Reworded,
  { tellsBooked, by }: { tellsBooked?: boolean; by: By }
): Promise<ToldBooked> {
  const changed = kindsOf(reworded)
  if (!tellsBooked || changed.length === 0) return NOBODY
  const renewed = await sql<Renewed>(trx, RENEW, await parameters(trx, reworded))
  if (renewed.length === 0) return NOBODY
  const ids = renewed.map(({ id }) => id)
  await recordReworded(trx, { bookingIds: ids, changed, by })
  const owed = await oweReworded(trx, { bookingIds: ids, changed, by })
  const { businessId, serviceId = null } = reworded
  await planComingReminders(trx, { businessId, serviceId }, await databaseNow(trx))
  return { mailed: renewed.filter(({ is_mailed: isMailed }) => isMailed).length, owed }
}

const RENEW = `
  with found as (
    select id from bookings where ${SAY_IT_OTHERWISE} order by id for update
  ), renewed as (
    update bookings
       set calendar_sequence = calendar_sequence + 1, updated_at = clock_timestamp()
      from found where bookings.id = found.id
    returning bookings.id, calendar_sequence,
      client_email is not null and tells_client as is_mailed
  ), answers as (
    ${KEEP_ANSWERS_OWED}
  )
  select id, is_mailed from renewed`

const KIND_OF: Record<keyof Wording, WordKind | null> = {
  service: 'service',
  instructions: 'instructions',
  locationType: 'place',
  locationDetails: 'place',
  calendarTitle: null,
  calendarDetails: null,
  business: 'business',
  address: 'place',
  email: null,
  hosts: 'hosts',
}

function kindsOf({
  all,
  confirmed = {},
  onSite = {},
  online = {},
  places = {},
}: Reworded): WordKind[] {
  const ofPlaces = Object.values(places)
  const open = [all, onSite, ...ofPlaces.map((place) => place.all)].flatMap(namesOf)
  const own = [confirmed, online, ...ofPlaces.map((place) => place.confirmed)].flatMap(namesOf)
  const kinds = new Set([
    ...open.map((word) => KIND_OF[word]),
    // The place of a call is its link.
    ...own.map((word) => (word === 'locationDetails' ? 'link' : KIND_OF[word])),
  ])
  return WORD_KINDS.filter((kind) => kinds.has(kind))
}

function namesOf(words: Partial<Wording>): (keyof Wording)[] {
  return Object.keys(words) as (keyof Wording)[]
}

async function parameters(trx: Transaction, reworded: Reworded) {
  const { businessId, serviceId = null, hostId = null, all } = reworded
  const { confirmed = {}, onSite = {}, online = {}, places = {} } = reworded
  const now = await databaseNow(trx)
  return {
    ...{ businessId, serviceId, hostId, now: now.toJSDate(), all: JSON.stringify(all) },
    ...{ confirmed: JSON.stringify(confirmed), onSite: JSON.stringify(onSite) },
    online: JSON.stringify(online),
    places: JSON.stringify(places),
  }
}
