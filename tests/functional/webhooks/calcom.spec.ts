import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import CancelBooking from '#actions/bookings/cancel_booking'
import MoveBooking from '#actions/bookings/move_booking'
import ReassignBooking from '#actions/bookings/reassign_booking'
import VerifyIntegrity from '#actions/housekeeping/verify_integrity'
import MapOutsideServices from '#actions/outside/map_outside_services'
import SetCalcomKey from '#actions/outside/set_calcom_key'
import SettleOutsideBooking from '#actions/outside/settle_outside_booking'
import TakeInOutsideBookings from '#actions/outside/take_in_outside_bookings'
import moving from '#config/moving'
import { openShop, UserFactory } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import CalcomBridge from '#models/outside/calcom_bridge'
import CalcomDelivery from '#models/outside/calcom_delivery'
import OutsideBooking from '#models/outside/outside_booking'
import OutsideService from '#models/outside/outside_service'
import { mappedShown } from '#models/outside/outside_service'
import { versionOf } from '#models/version'
import {
  calcomBody,
  calcomSignature,
  openBridge,
  postCalcom,
  tellOfCalcom,
} from '#tests/support/calcom'
import { withEmptyTables } from '#tests/support/database'
import { IN_THREE_DAYS, place, type Shop } from '#tests/support/requests'
import { listenOnLoopback } from '#tests/support/loopback'

const LATER = IN_THREE_DAYS.plus({ hours: 3 })

async function open(options: Parameters<typeof openShop>[0] = {}) {
  const shop = await openShop(options)
  return { shop, bridge: await openBridge(shop) }
}

const bookings = () => Booking.query().orderBy('id').exec()
const onlyOutside = () => OutsideBooking.query().firstOrFail()
const news = () => Notification.query().where('type', 'outside_kept').orderBy('id')

test.group('POST /api/webhooks/calcom', (group) => {
  withEmptyTables(group)

  test('what is booked, moved and cancelled there is so here, by the usual transaction', async ({
    assert,
  }) => {
    const { shop, bridge } = await open()
    assert.equal(await tellOfCalcom(bridge, 'BOOKING_CREATED'), 'taken')
    const [made, ...others] = await bookings()
    assert.lengthOf(others, 0)
    assert.equal(made.startsAt.toMillis(), IN_THREE_DAYS.toMillis())
    assert.deepInclude(made.$attributes, {
      ...{ clientName: 'Asha Patel', clientEmail: 'asha.canary@client.example' },
      ...{ clientTimeZone: 'Asia/Kolkata', notes: 'First time.', status: 'approved' },
      ...{ tellsClient: false, serviceId: shop.service.id, hostId: shop.host.id },
    })
    const claims = () => db.from('claims').whereNull('released_at')
    assert.lengthOf(await claims(), 1)
    const told = await Notification.query().where('bookingId', made.id).whereNull('user_id')
    assert.deepEqual(
      told.filter(({ channel }) => channel === 'mail'),
      []
    )

    const moved = { uid: 'next', payload: { rescheduleUid: 'bFJeNb2uX8ANpT3JL5EfXw' } }
    await tellOfCalcom(bridge, 'BOOKING_RESCHEDULED', { ...moved, startsAt: LATER })
    await made.refresh()
    assert.equal(made.startsAt.toMillis(), LATER.toMillis())
    assert.lengthOf(await bookings(), 1)

    await tellOfCalcom(bridge, 'BOOKING_CANCELLED', { uid: 'next', startsAt: LATER })
    await made.refresh()
    assert.equal(made.status, 'cancelled')
    assert.lengthOf(await claims(), 0)
    assert.deepEqual((await onlyOutside()).$attributes.state, 'settled')
    assert.equal(await new VerifyIntegrity().handle(), 0)
  })

  test('is turned away without a signature of the bytes as they came', async ({ assert }) => {
    const { bridge: opened } = await open()
    const { bridge, secret } = opened
    const body = calcomBody('BOOKING_CREATED')
    const right = calcomSignature(secret, body)
    const again = JSON.stringify(JSON.parse(body), null, 2)
    const wrong: [string, string | Buffer, string | null][] = [
      ['none', body, null],
      ['empty', body, ''],
      ['no secret there', body, 'no-secret-provided'],
      ['another secret', body, calcomSignature('another', body)],
      ['an empty secret', body, calcomSignature('', body)],
      ['written anew', again, right],
      ['too short', body, right.slice(0, -1)],
      ['too long', body, `${right}0`],
      ['twice', body, `${right}, ${right}`],
      ['other letters', body, right.toUpperCase()],
      ['no letters', body, 'z'.repeat(64)],
      ['another event’s', calcomBody('BOOKING_CANCELLED'), right],
    ]
    for (let nth = 0; nth < body.length; nth += 37) {
      const flipped = Buffer.from(body)
      flipped[nth] ^= 1
      wrong.push([`flipped at ${nth}`, flipped, right])
    }
    for (const [title, bytes, signature] of wrong) {
      assert.equal((await postCalcom(bridge.token, bytes, signature)).status, 401, title)
    }
    assert.equal((await postCalcom('0'.repeat(24), body, right)).status, 401)
    assert.lengthOf(await bookings(), 0)
    assert.lengthOf(await CalcomDelivery.all(), 0)
    assert.equal((await postCalcom(bridge.token, body, right)).status, 200)
    assert.equal((await postCalcom(null, body, right)).status, 200)
  })

  test('fails closed where there is no secret, or none that opens', async ({ assert }) => {
    const body = calcomBody('BOOKING_CREATED')
    assert.equal((await postCalcom(null, body, calcomSignature('', body))).status, 401)
    const { bridge: opened } = await open()
    const other = await open()
    const { secret } = await CalcomBridge.findOrFail(other.bridge.bridge.id)
    await opened.bridge.merge({ secret }).save()
    const signed = calcomSignature(other.bridge.secret, body)
    assert.equal((await postCalcom(opened.bridge.token, body, signed)).status, 401)
    assert.equal((await postCalcom(null, body, signed)).status, 401)
  })

  test('the same is done once, however often and however closely it comes', async ({ assert }) => {
    const { bridge: opened } = await open()
    const body = calcomBody('BOOKING_CREATED')
    const signature = calcomSignature(opened.secret, body)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => postCalcom(opened.bridge.token, body, signature))
    )
    const outcomes = await Promise.all(answers.map((answer) => answer.json()))
    assert.deepEqual(outcomes.map((each) => (each as { outcome: string }).outcome).toSorted(), [
      ...Array.from({ length: 7 }, () => 'known'),
      'taken',
    ])
    assert.lengthOf(await bookings(), 1)
  })

  test('in whatever order it comes, the latest that was said holds', async ({ assert }) => {
    const { bridge } = await open()
    const now = Date.now()
    const moved = { uid: 'second', payload: { rescheduleUid: 'first' }, startsAt: LATER }
    await tellOfCalcom(bridge, 'BOOKING_RESCHEDULED', { ...moved, at: now - 1000 })
    const late = await tellOfCalcom(bridge, 'BOOKING_CREATED', { uid: 'first', at: now - 2000 })
    assert.equal(late, 'stale')
    const [made, ...others] = await bookings()
    assert.lengthOf(others, 0)
    assert.equal(made.startsAt.toMillis(), LATER.toMillis())

    await tellOfCalcom(bridge, 'BOOKING_CANCELLED', { uid: 'third', at: now })
    assert.equal(
      await tellOfCalcom(bridge, 'BOOKING_CREATED', { uid: 'third', at: now - 10 }),
      'stale'
    )
    assert.lengthOf(await bookings(), 1)
  })

  test('what is too old, yet to come, or about nothing of ours changes nothing', async ({
    assert,
  }) => {
    const { bridge } = await open()
    const days = (count: number) => Date.now() + count * 86_400_000
    assert.equal(await tellOfCalcom(bridge, 'BOOKING_CREATED', { at: days(-2) }), 'too_old')
    assert.equal(await tellOfCalcom(bridge, 'BOOKING_CREATED', { at: days(1) }), 'too_old')
    assert.equal(await tellOfCalcom(bridge, 'MEETING_ENDED'), 'ignored')
    assert.equal(
      await tellOfCalcom(bridge, 'BOOKING_CREATED', { payload: { startTime: 'soon' } }),
      'unreadable'
    )
    assert.equal(
      await tellOfCalcom(bridge, 'BOOKING_CREATED', { uid: 'no-time', minutes: -60 }),
      'unreadable'
    )
    assert.lengthOf(await bookings(), 0)
    for (const body of ['', '[]', '{}', 'null', '{"triggerEvent":"X","createdAt":"now"}', '{"a']) {
      const signature = calcomSignature(bridge.secret, body)
      assert.equal((await postCalcom(bridge.bridge.token, body, signature)).status, 400, body)
    }
    const long = JSON.stringify({ a: 'x'.repeat(moving.calcom.mostBytes) })
    const answer = await postCalcom(bridge.bridge.token, long, calcomSignature(bridge.secret, long))
    assert.equal(answer.status, 413)
  })

  test('what does not fit is kept, its owner told once, and comes in later', async ({ assert }) => {
    const { shop, bridge } = await open()
    const own = await place(shop)
    await tellOfCalcom(bridge, 'BOOKING_CREATED')
    assert.lengthOf(await bookings(), 1)
    const kept = await onlyOutside()
    assert.deepInclude(kept.$attributes, { state: 'kept', problem: 'slot_taken' })
    assert.equal(kept.clientName, 'Asha Patel')
    assert.sameMembers(
      (await news()).map(({ channel, userId }) => `${channel} ${userId}`),
      [`in_app ${shop.user.id}`, `mail ${shop.user.id}`]
    )

    await new CancelBooking().handle({
      ...{ businessId: shop.business.id, bookingId: own.id, reason: null, by: byUser(1) },
    })
    const outcome = await new SettleOutsideBooking().handle({
      ...{ businessId: shop.business.id, bridgeId: bridge.bridge.id, outsideId: kept.id },
      ...{ how: 'again', version: kept.version, by: byUser(shop.user.id) },
    })
    assert.equal(outcome, 'settled')
    assert.lengthOf(await Booking.query().where('outside_booking_id', kept.id), 1)
    assert.lengthOf(await news(), 2)
  })

  test('what waits for its service comes in once that is chosen', async ({ assert }) => {
    const { shop, bridge } = await open()
    const told = { payload: { eventTitle: 'Something else' } }
    await tellOfCalcom(bridge, 'BOOKING_CREATED', told)
    assert.equal((await onlyOutside()).problem, 'unmapped')
    const [row] = await OutsideService.all()
    await new MapOutsideServices().handle({
      ...{ businessId: shop.business.id, subjectId: bridge.bridge.id, by: byUser(shop.user.id) },
      services: new Map([[row.id, shop.service.id]]),
      version: versionOf(mappedShown([row])),
    })
    await new TakeInOutsideBookings().handle()
    assert.lengthOf(await bookings(), 1)
    assert.equal((await onlyOutside()).state, 'settled')
  })

  test('a move there takes over its length, and who gives it', async ({ assert }) => {
    const { shop, bridge } = await open({ hosts: 2, service: { durations: [90] } })
    const [first, second] = shop.hosts
    const user = await UserFactory.create()
    await second.merge({ userId: user.id }).save()
    const by = (email: string) => ({ organizer: { email } })
    await tellOfCalcom(bridge, 'BOOKING_CREATED', { payload: by(shop.user.email) })
    const [made] = await bookings()
    assert.equal(made.hostId, first.id)

    const told = (email: string, minutes: number, startsAt = LATER) =>
      tellOfCalcom(bridge, 'BOOKING_RESCHEDULED', { payload: by(email), minutes, startsAt })
    await told(user.email.toUpperCase(), 90)
    await made.refresh()
    assert.deepEqual([made.hostId, made.minutes], [second.id, 90])
    assert.equal(made.startsAt.toMillis(), LATER.toMillis())
    const claims = await db.from('claims').whereNull('released_at')
    assert.deepEqual(
      claims.map(({ host_id: id }) => id),
      [second.id]
    )

    // Shorter at the same time, by nobody whom we know.
    await told('nobody@cal.example', 60)
    await made.refresh()
    assert.deepEqual([made.hostId, made.minutes], [second.id, 60])
    assert.equal((await onlyOutside()).state, 'settled')

    await told(user.email, 45, LATER.plus({ hours: 1 }))
    await made.refresh()
    assert.equal(made.startsAt.toMillis(), LATER.toMillis())
    const kept = await onlyOutside()
    assert.deepInclude(kept.$attributes, { state: 'kept', problem: 'length_not_offered' })
    assert.equal(await new VerifyIntegrity().handle(), 0)
  })

  test('another host at the same time is taken over where Cal.com says so, not what we changed', async ({
    assert,
  }) => {
    const { shop, bridge } = await open({ hosts: 2 })
    const [first, second] = shop.hosts
    const user = await UserFactory.create()
    await second.merge({ userId: user.id }).save()
    const by = (email: string) => ({ payload: { organizer: { email } } })
    await tellOfCalcom(bridge, 'BOOKING_CREATED', by(shop.user.email))
    const [made] = await bookings()
    await tellOfCalcom(bridge, 'BOOKING_RESCHEDULED', by(user.email))
    assert.equal((await made.refresh()).hostId, second.id)
    assert.isEmpty((await onlyOutside()).toldAnew)

    const given = await new ReassignBooking().handle({
      ...{ businessId: shop.business.id, bookingId: made.id, hostId: first.id, reason: null },
      ...{ by: byUser(shop.user.id), version: null },
    })
    assert.equal(given.outcome, 'reassigned')
    await tellOfCalcom(bridge, 'BOOKING_RESCHEDULED', by(user.email))
    assert.equal((await made.refresh()).hostId, first.id)
  })

  test('another client is flagged, until the booking names them or somebody has seen to it', async ({
    assert,
  }) => {
    const { shop, bridge } = await open()
    await tellOfCalcom(bridge, 'BOOKING_CREATED')
    const [made] = await bookings()
    const named = (name: string) => ({
      payload: { attendees: [{ name, email: 'zoe@client.example', timeZone: 'Europe/London' }] },
    })
    await tellOfCalcom(bridge, 'BOOKING_RESCHEDULED', { ...named('Zoe Lane'), startsAt: LATER })
    assert.equal((await made.refresh()).startsAt.toMillis(), LATER.toMillis())
    assert.equal(made.clientName, 'Asha Patel')
    const kept = await onlyOutside()
    assert.deepInclude(kept.$attributes, { state: 'kept', problem: 'client_changed' })
    assert.isNotEmpty(await news())
    const settle = async (how: 'again' | 'aside') => {
      const { id: outsideId, version } = await onlyOutside()
      const whose = { businessId: shop.business.id, bridgeId: bridge.bridge.id }
      const by = byUser(shop.user.id)
      return new SettleOutsideBooking().handle({ ...whose, outsideId, how, version, by })
    }
    assert.equal(await settle('again'), 'kept')
    await made.merge({ clientName: 'zoe lane', clientEmail: 'Zoe@client.example' }).save()
    assert.equal(await settle('again'), 'settled')

    await tellOfCalcom(bridge, 'BOOKING_RESCHEDULED', { ...named('Yan Moor'), startsAt: LATER })
    assert.equal((await onlyOutside()).problem, 'client_changed')
    assert.equal(await settle('aside'), 'settled')
    assert.deepInclude((await onlyOutside()).$attributes, { state: 'settled', problem: null })
  })

  test('it comes in outside hours, too, and while nobody can book online', async ({ assert }) => {
    const { shop, bridge } = await open({ weeklyHours: [] })
    await shop.business.settings.merge({ isActive: false }).save()
    await tellOfCalcom(bridge, 'BOOKING_CREATED')
    const [made] = await bookings()
    assert.include(made.overrides, 'outside_hours')
  })
})

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** In Cal.com's place. */
async function openCalcom(answer: Answer) {
  const received: { path: string; key?: string; version?: string; body: unknown }[] = []
  const script = { answer }
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    received.push({
      path: request.url ?? '',
      key: request.headers.authorization,
      version: String(request.headers['cal-api-version']),
      body: JSON.parse(Buffer.concat(parts).toString()),
    })
    script.answer(request, response)
  })
  const port = await listenOnLoopback(server)
  const before = { ...moving.calcom }
  Object.assign(moving.calcom, { url: `http://127.0.0.1:${port}`, timeoutMs: 300 })
  return {
    received,
    answers: (next: Answer) => void (script.answer = next),
    close: () => {
      Object.assign(moving.calcom, before)
      server.closeAllConnections()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

const says =
  (status: number, body: unknown = {}, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body))

const taken = (uid: string) => says(201, { status: 'success', data: { uid } })

test.group('What is changed here goes back to Cal.com', (group) => {
  withEmptyTables(group)

  async function begin(answer: Answer) {
    const calcom = await openCalcom(answer)
    const { shop, bridge } = await open()
    const by = byUser(shop.user.id)
    const { id: businessId } = shop.business
    const version = versionOf(null)
    await new SetCalcomKey().handle({ businessId, key: 'cal_live_canary', version, by })
    await tellOfCalcom(bridge, 'BOOKING_CREATED', { at: Date.now() - 5000 })
    const [booking] = await bookings()
    return { calcom, shop, bridge, booking }
  }

  const move = (shop: Shop, booking: Booking, startsAt = LATER) =>
    new MoveBooking().handle({
      ...{ businessId: shop.business.id, bookingId: booking.id, startsAt: startsAt.toMillis() },
      ...{ hostId: null, reason: null, version: null, by: byUser(shop.user.id) },
    })

  const push = () => new TakeInOutsideBookings().handle()

  const makeDue = () =>
    db.from('outside_bookings').update({ next_attempt_at: new Date(Date.now() - 1000) })

  test('a move and a cancellation, once each, and not what came from there', async ({
    assert,
    cleanup,
  }) => {
    const { calcom, shop, bridge, booking } = await begin(taken('second'))
    cleanup(() => calcom.close())
    await push()
    assert.lengthOf(calcom.received, 0)

    await move(shop, booking)
    await push()
    await push()
    assert.lengthOf(calcom.received, 1)
    assert.deepEqual(calcom.received[0], {
      path: '/v2/bookings/bFJeNb2uX8ANpT3JL5EfXw/reschedule',
      ...{ key: 'Bearer cal_live_canary', version: '2024-08-13' },
      body: { start: LATER.toUTC().toISO(), reschedulingReason: 'Moved' },
    })
    assert.equal((await onlyOutside()).uid, 'second')

    // Cal.com tells of it, too, as of every move.
    const echo = { uid: 'second', payload: { rescheduleUid: 'bFJeNb2uX8ANpT3JL5EfXw' } }
    await tellOfCalcom(bridge, 'BOOKING_RESCHEDULED', { ...echo, startsAt: LATER })
    await push()
    assert.lengthOf(calcom.received, 1)
    await booking.refresh()
    assert.equal(booking.startsAt.toMillis(), LATER.toMillis())

    await new CancelBooking().handle({
      ...{ businessId: shop.business.id, bookingId: booking.id, reason: null },
      by: byUser(shop.user.id),
    })
    await push()
    await push()
    assert.lengthOf(calcom.received, 2)
    assert.equal(calcom.received[1].path, '/v2/bookings/second/cancel')
    assert.isTrue((await onlyOutside()).isCancelled)
  })

  test('where the echo comes before the answer was written down, it is not sent again', async ({
    assert,
    cleanup,
  }) => {
    const { calcom, shop, bridge, booking } = await begin(taken('second'))
    cleanup(() => calcom.close())
    await move(shop, booking)
    const echo = { uid: 'second', payload: { rescheduleUid: 'bFJeNb2uX8ANpT3JL5EfXw' } }
    await tellOfCalcom(bridge, 'BOOKING_RESCHEDULED', { ...echo, startsAt: LATER })
    await push()
    assert.lengthOf(calcom.received, 0)
    assert.equal((await onlyOutside()).state, 'settled')
  })

  test('{title}: it is tried again later, and then done')
    .with([
      { title: 'too many at once', answer: says(429, {}, { 'retry-after': '7200' }), least: 7000 },
      { title: 'broken', answer: says(503), least: 40 },
      { title: 'hanging', answer: (() => {}) as Answer, least: 40 },
      {
        title: 'hung up',
        answer: ((request) => void request.destroy()) as Answer,
        least: 40,
      },
    ])
    .run(async ({ assert, cleanup }, { answer, least }) => {
      const { calcom, shop, booking } = await begin(answer)
      cleanup(() => calcom.close())
      await move(shop, booking)
      await push()
      const waiting = await onlyOutside()
      assert.isNull(waiting.pushProblem)
      assert.equal(waiting.attempts, 1)
      const seconds = (waiting.nextAttemptAt!.toMillis() - Date.now()) / 1000
      assert.isAbove(seconds, least)
      await push()
      assert.lengthOf(calcom.received, 1)

      calcom.answers(taken('second'))
      await makeDue()
      await push()
      assert.lengthOf(calcom.received, 2)
      assert.deepInclude((await onlyOutside()).$attributes, { uid: 'second', attempts: 0 })
    })

  test('{title}: nothing is sent again, and those in charge are told')
    .with([
      { title: 'not there', status: 404, problem: 'not_there' },
      { title: 'not free there', status: 409, problem: 'not_free' },
      { title: 'refused', status: 400, problem: 'not_taken' },
      { title: 'the key refused', status: 401, problem: 'not_let_in' },
      { title: 'led elsewhere', status: 302, problem: 'not_taken' },
    ])
    .run(async ({ assert, cleanup }, { status, problem }) => {
      const { calcom, shop, booking } = await begin(
        says(status, {}, { location: 'http://127.0.0.1:1/' })
      )
      cleanup(() => calcom.close())
      await move(shop, booking)
      await push()
      await makeDue()
      await push()
      assert.lengthOf(calcom.received, 1)
      assert.equal((await onlyOutside()).pushProblem, problem)
      assert.lengthOf(await news(), 2)
      assert.equal((await Booking.findOrFail(booking.id)).status, 'approved')
    })

  test('it is given up after eight tries, and tried anew by hand', async ({ assert, cleanup }) => {
    const { calcom, shop, bridge, booking } = await begin(says(500))
    cleanup(() => calcom.close())
    await move(shop, booking)
    for (let nth = 0; nth < 10; nth++) {
      await makeDue()
      await push()
    }
    assert.lengthOf(calcom.received, moving.mostAttempts)
    const given = await onlyOutside()
    assert.equal(given.pushProblem, 'broken')

    calcom.answers(taken('second'))
    await new SettleOutsideBooking().handle({
      ...{ businessId: shop.business.id, bridgeId: bridge.bridge.id, outsideId: given.id },
      ...{ how: 'again', version: given.version, by: byUser(shop.user.id) },
    })
    await push()
    assert.equal((await onlyOutside()).uid, 'second')
  })

  test('moved here and there meanwhile: neither is overwritten, and somebody is asked', async ({
    assert,
    cleanup,
  }) => {
    const { calcom, shop, bridge, booking } = await begin(says(503))
    cleanup(() => calcom.close())
    await move(shop, booking)
    const elsewhere = { startsAt: LATER.plus({ hours: 2 }), uid: 'second' }
    await tellOfCalcom(bridge, 'BOOKING_RESCHEDULED', {
      ...elsewhere,
      payload: { rescheduleUid: 'bFJeNb2uX8ANpT3JL5EfXw' },
    })
    await push()
    assert.lengthOf(calcom.received, 0)
    await booking.refresh()
    assert.equal(booking.startsAt.toMillis(), LATER.toMillis())
    const kept = await onlyOutside()
    assert.deepInclude(kept.$attributes, { state: 'kept', problem: 'changed_here' })
    assert.lengthOf(await news(), 2)
  })

  test('without a key it waits, and the key is kept so that only its row opens it', async ({
    assert,
  }) => {
    const { shop, bridge } = await open()
    await tellOfCalcom(bridge, 'BOOKING_CREATED')
    const [booking] = await bookings()
    await move(shop, booking)
    await push()
    assert.isNull((await onlyOutside()).pushProblem)

    const { id: businessId } = shop.business
    const by = byUser(shop.user.id)
    await new SetCalcomKey().handle({ businessId, key: 'cal_canary', version: versionOf(null), by })
    const row = await CalcomBridge.findByOrFail({ businessId })
    assert.equal(row.openKey, 'cal_canary')
    assert.notInclude(JSON.stringify(row.$attributes), 'cal_canary')
    assert.notInclude(JSON.stringify(row.$attributes), bridge.secret)
    assert.notInclude(JSON.stringify(row.serialize()), String(row.apiKey))
    const other = new CalcomBridge().merge({ id: row.id + 1, apiKey: row.apiKey })
    assert.isNull(other.openKey)
  })
})
