import { randomInt } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import MoveBooking from '#actions/bookings/move_booking'
import PlaceBooking from '#actions/bookings/place_booking'
import CreateOneTimeLink from '#actions/links/create_one_time_link'
import RevokeOneTimeLink from '#actions/links/revoke_one_time_link'
import { addService } from '#database/factories/business'
import type { BookingRequest } from '#steps'
import { byClient, byUser } from '#models/by'
import { findFaults } from '#queries/integrity/find_faults'
import { BookingWorld, withoutNudges } from '#tests/support/booking_world'
import { withEmptyTables } from '#tests/support/database'
import { deadlocks, isLong, tell } from '#tests/support/hammer'
import { byOwner, makeOneTime } from '#tests/support/links'
import { CLIENT } from '#tests/support/outbox'
import { IN_THREE_DAYS, type Shop } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'

const WORKERS = 8
const SECONDS = isLong ? 60 : 3
/** So few hours that most of what is wanted stands in somebody's way. */
const HOURS = 8
/** Wanted by links that hold times alone, or hardly one would ever find two free. */
const SPARE_HOURS = 4
const HOSTS = 2
const LINKS = 5
const HOUR = 3_600_000

/** What must have happened, or the blows met nothing; a busy machine gets longer for it. */
const WANTED = [
  'booked',
  'requested',
  'slot_taken',
  'approved',
  'rejected',
  'cancelled',
  'moved',
  'reassigned',
  'competing: requested',
  'hold: booked',
  'hold: revoked',
  'hold: times_unavailable',
]
const PATIENCE_MS = 60_000

test.group('Everything at once', (group) => {
  withEmptyTables(group)
  group.each.setup(() => withoutNudges())

  test('leaves nothing that can never be true, and no deadlock', async ({ assert }) => {
    const blows = await openBlows()
    const counts = new Map<string, number>()
    const broken: unknown[] = []
    const deadlocksBefore = await deadlocks()
    const until = performance.now() + SECONDS * 1000
    const isDone = () => WANTED.every((outcome) => counts.has(outcome))
    const worker = async () => {
      while (performance.now() < until || (!isDone() && performance.now() < until + PATIENCE_MS)) {
        const [name, blow] = blows[randomInt(blows.length)]
        const outcome = await blow().catch((error: unknown) => {
          broken.push(error)
          return 'broken'
        })
        for (const key of [name, outcome]) counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    }
    await Promise.all(Array.from({ length: WORKERS }, worker))

    const deadlocked = (await deadlocks()) - deadlocksBefore
    tell('the mixed hammer', { ...Object.fromEntries([...counts].sort()), deadlocks: deadlocked })
    assert.deepEqual(broken, [])
    assert.equal(deadlocked, 0)
    assert.includeMembers([...counts.keys()], WANTED)
    assert.isAtMost(counts.get('link: booked') ?? 0, LINKS)
    const faults = (await findFaults()).filter((result) => result.faults.length > 0)
    assert.deepEqual(faults, [])
  })
})

type Blow = [name: string, blow: () => Promise<string>]

/** What clients and owners do, to times and bookings picked at random. */
async function openBlows(): Promise<Blow[]> {
  const world = await BookingWorld.open(HOSTS)
  const { shop } = world
  const lesson = await addService(shop.business, shop.hosts, { capacity: 4 })
  const group = { ...shop, service: lesson }
  const chosen = { requiresApproval: true, acceptsCompetingRequests: true }
  const competing = await addService(shop.business, shop.hosts, chosen)
  const sessions = [13, 14, 15].map((hour) => IN_THREE_DAYS.plus({ hours: hour }))
  const planned: number[] = []
  for (const startsAt of sessions) {
    planned.push((await planSession(group, startsAt, { capacity: 4 })).id)
  }
  const tokens: string[] = []
  for (let nth = 0; nth < LINKS; nth++)
    tokens.push((await makeOneTime(shop, { rearmsOnCancel: false })).token)

  const place = async (request: Partial<BookingRequest>) => {
    const placed = await new PlaceBooking().handle({
      businessId: shop.business.id,
      serviceId: shop.service.id,
      startsAt: hour(),
      hostId: null,
      client: CLIENT,
      idempotencyKey: null,
      by: byClient(),
      ...request,
    })
    return 'code' in placed ? placed.code : placed.outcome
  }
  const onSome = async (change: (bookingId: number) => Promise<{ outcome: string }>) => {
    const booking = await db
      .from('bookings')
      .whereIn('status', ['pending', 'approved'])
      .orderByRaw('random()')
      .select('id')
      .first()
    return booking ? (await change(Number(booking.id))).outcome : 'nothing there'
  }

  return [
    ['book', async () => outcomeOf(await world.book({ slot: randomInt(HOURS), byRequest: false }))],
    [
      'request',
      async () => outcomeOf(await world.book({ slot: randomInt(HOURS), byRequest: true })),
    ],
    ['compete', async () => `competing: ${await place({ serviceId: competing.id })}`],
    [
      'join',
      async () => {
        const nth = randomInt(planned.length)
        const startsAt = sessions[nth].toMillis()
        return place({ serviceId: lesson.id, startsAt, sessionId: planned[nth] })
      },
    ],
    ['link', async () => `link: ${await place({ linkToken: tokens[randomInt(LINKS)] })}`],
    ['hold', async () => `hold: ${await holdTimes(shop, place)}`],
    ['approve', () => onSome((id) => world.approve(id))],
    ['reject', () => onSome((id) => world.reject(id))],
    ['cancel', () => onSome((id) => world.cancel(id))],
    ['reassign', () => onSome((id) => world.reassign(id, randomInt(HOSTS)))],
    [
      'move',
      () =>
        onSome((bookingId) =>
          new MoveBooking().handle({
            businessId: shop.business.id,
            bookingId,
            startsAt: hour(),
            hostId: null,
            by: byUser(shop.user.id),
            reason: null,
            version: null,
          })
        ),
    ],
    [
      'expire',
      async () => {
        await onSome((id) => world.lapse(id).then(() => ({ outcome: 'lapsed' })))
        await world.expire()
        return 'expired'
      },
    ],
  ]
}

type Place = (request: Partial<BookingRequest>) => Promise<string>

/** A link that holds two times, and then is booked, taken back or left to itself. */
async function holdTimes(shop: Shop, place: Place): Promise<string> {
  const starts = [hour(HOURS + SPARE_HOURS), hour(HOURS + SPARE_HOURS)]
  const made = await new CreateOneTimeLink().handle({
    ...byOwner(shop),
    serviceId: shop.service.id,
    linkId: null,
    details: {
      offeredTimes: starts.map((start) => ({ start, end: start + HOUR })),
      expiresAt: DateTime.utc().plus({ milliseconds: randomInt(300, 3000) }),
    },
    holdsTimes: true,
  })
  if (made.outcome !== 'created') return made.outcome
  const next = randomInt(3)
  if (next === 0) return place({ linkToken: made.token, startsAt: starts[0] })
  if (next === 1) {
    const revoking = { ...byOwner(shop), oneTimeLinkId: made.oneTime.id }
    return (await new RevokeOneTimeLink().handle(revoking)).outcome
  }
  return 'left'
}

const hour = (of = HOURS) => IN_THREE_DAYS.plus({ hours: randomInt(of) }).toMillis()

const outcomeOf = (placed: { outcome: string; code?: string }) => placed.code ?? placed.outcome
