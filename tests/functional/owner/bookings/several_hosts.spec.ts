import { test } from '@japa/runner'
import CancelBooking from '#actions/bookings/cancel_booking'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { addService, openShop } from '#database/factories/business'
import { byClient, byUser } from '#models/by'
import MailboxMessage from '#models/notifications/mailbox_message'
import type { MessageType } from '#messages'
import Notification from '#models/notifications/notification'
import type User from '#models/accounts/user'
import { approve } from '#tests/support/competing'
import { withEmptyTables } from '#tests/support/database'
import { mailTo } from '#tests/support/mail_to'
import { move } from '#tests/support/moves'
import { deliverAll, owedMail } from '#tests/support/outbox'
import { queriesOf } from '#tests/support/queries'
import { IN_THREE_DAYS as START, joinAs, place, type Shop } from '#tests/support/requests'

const openTogether = (options: Parameters<typeof openShop>[0] = {}) =>
  openShop({ hosts: 2, ...options, service: { hostMode: 'collective', ...options.service } })

/** Of a booking that is placed: the host that it names, and the one beside. */
function both({ hosts }: Shop, { hostId }: { hostId: number }) {
  const [first, second] = hosts.toSorted(({ id }) => (id === hostId ? -1 : 1))
  return { first, second, names: `${first.name} and ${second.name}` }
}

const DAY = START.toISODate()

test.group('A booking that several hosts give together', (group) => {
  withEmptyTables(group)

  test('names them all on the owner’s lists, and is on the day of each', async ({
    client,
    assert,
  }) => {
    const shop = await openTogether()
    const booking = await place(shop)
    const { second, names } = both(shop, booking)
    const read = async (path: string) => (await client.get(path).loginAs(shop.user)).text()
    const days = [`/admin?date=${DAY}`, `/admin?date=${DAY}&host=${second.id}`]
    for (const path of [...days, '/admin/bookings', `/admin/bookings?host=${second.id}`]) {
      assert.include(await read(path), names, path)
    }
    assert.include(await read(`/admin?date=${START.minus({ days: 1 }).toISODate()}`), names)
  })

  test('names them all in the inbox and beside the request, whether it holds time or not', async ({
    client,
    assert,
  }) => {
    for (const acceptsCompetingRequests of [false, true]) {
      const shop = await openTogether({
        settings: { requiresApproval: true, acceptsCompetingRequests },
      })
      const booking = await place(shop)
      assert.equal(booking.holdsTime, !acceptsCompetingRequests)
      const { second, names } = both(shop, booking)
      await place({ ...shop, service: await anyOf(shop) }, busyWith(second.id))

      const page = (await client.get(`/admin/requests/${booking.id}`).loginAs(shop.user)).text()
      assert.include(page.replaceAll(/\s+/g, ' '), `Private lesson with ${names}`)
      assert.include(page, `${names}, </span>`)
      assert.include(page.slice(page.indexOf('id="around"')), 'Busy Bea')
    }
  })

  test('tells the day of both in the mail that asks for an answer', async ({ assert }) => {
    const shop = await openTogether({ settings: { requiresApproval: true } })
    const single = await anyOf(shop)
    const booking = await place(shop)
    const { second, names } = both(shop, booking)
    await place({ ...shop, service: single }, busyWith(second.id))
    const text = await mailText('booking_requested')
    assert.include(text, `That day with ${names}`)
    assert.include(text, 'Busy Bea')
  })

  test('names them all where its move waits', async ({ client, assert }) => {
    const shop = await openTogether()
    const booking = await place(shop)
    const { names } = both(shop, booking)
    await shop.service.merge({ requiresApproval: true }).save()
    assert.equal((await move(booking, START.plus({ hours: 2 }))).outcome, 'requested')
    const inbox = (await client.get('/admin/requests').loginAs(shop.user)).text()
    assert.include(inbox, names)
    const address = /\/admin\/moves\/\d+/.exec(inbox)?.[0] ?? ''
    const page = (await client.get(address).loginAs(shop.user)).text()
    assert.include(page, `${names}, </span>`)
  })

  test('names them all to programs and calendars', async ({ client, assert }) => {
    const shop = await openTogether()
    const booking = await place(shop)
    const { first, second, names } = both(shop, booking)
    const path = `/api/booking/public/${shop.business.slug}/book`
    const posted = await client.post(path).json({
      ...{ service_id: shop.service.id, starts_at: START.plus({ hours: 3 }).toISO() },
      ...{ client_name: 'Ada Api', client_email: 'ada@client.example' },
    })
    posted.assertStatus(201)
    const body: { host_id: number; host_ids: number[] } = posted.body()
    assert.sameMembers(body.host_ids, [first.id, second.id])
    assert.equal(body.host_id, body.host_ids[0])

    const meeting = await client
      .get(`/schedule/manage/${booking.manageToken}`)
      .header('accept', 'application/json')
    meeting.assertBodyContains({ host: names, hosts: [first.name, second.name] })

    const file = await client.get(`/manage/${booking.manageToken}/calendar.ics`)
    assert.include(file.text().replaceAll('\r\n ', ''), `DESCRIPTION:With ${names}\\nReference`)
    const manage = await client.get(`/manage/${booking.manageToken}`)
    assert.include(manage.text(), encodeURIComponent(`With ${names}`))
    assert.include(await mailText('booking_confirmed', 'client'), `With: ${names}`)
  })

  test('says who gives it, and in which room, where a room goes along', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna, room] = shop.hosts
    await room.merge({ kind: 'room', name: 'Pool lane 1' }).save()
    const booking = await place(shop)
    const at = `/manage/${booking.manageToken}`
    const page = (await client.get(at)).text()
    assert.include(page, `<h1>Private lesson with ${anna.name}</h1>`)
    assert.match(page, new RegExp(`<dt>With</dt><dd>${anna.name}</dd>`))
    assert.include(page, '<dt>Room</dt><dd>Pool lane 1</dd>')
    const file = (await client.get(`${at}/calendar.ics`)).text().replaceAll('\r\n ', '')
    assert.include(file, `DESCRIPTION:With ${anna.name}\\nRoom: Pool lane 1\\nReference`)
    const moves = (await client.get(`${at}/move`)).text()
    const mail = await mailText('booking_confirmed', 'client')
    assert.include(mail, `Private lesson with ${anna.name}\n`)
    assert.include(mail, `With: ${anna.name}\n`)
    assert.include(mail, 'Room: Pool lane 1\n')
    for (const text of [page, file, moves, mail]) assert.notInclude(text, 'and Pool lane 1')
    const list = await client.get('/admin/bookings').loginAs(shop.user)
    list.assertTextIncludes(`Private lesson with ${anna.name} (Pool lane 1)`)
  })

  test('says the room alone where nobody else is booked', async ({ client, assert }) => {
    const shop = await openShop({ service: { name: 'Room hire' } })
    await shop.host.merge({ kind: 'room', name: 'Studio 2' }).save()
    const booking = await place(shop)
    const page = (await client.get(`/manage/${booking.manageToken}`)).text()
    assert.include(page, '<h1>Room hire</h1>')
    assert.include(page, '<dt>Room</dt><dd>Studio 2</dd>')
    assert.notInclude(page, '<dt>With</dt>')
    assert.include(await mailText('booking_confirmed', 'client'), 'Room: Studio 2')
  })

  test('stands in the diary of each, and is told to each who gives it', async ({ assert }) => {
    const shop = await openTogether({ settings: { requiresApproval: true } })
    const users = new Map<number, User>()
    for (const host of shop.hosts) {
      const user = await joinAs('staff', shop.business)
      await host.merge({ userId: user.id }).save()
      users.set(host.id, user)
    }
    const told = async (type: MessageType) => {
      const rows = await Notification.query().where({ type, channel: 'mail' })
      const isTold = (hostId: number) => rows.some(({ userId }) => userId === users.get(hostId)?.id)
      return { first: isTold(first.id), second: isTold(second.id) }
    }
    const booking = await place(shop)
    const { first, second } = both(shop, booking)
    // One of them answers it.
    assert.deepEqual(await told('booking_requested'), { first: true, second: false })
    assert.equal((await approve(shop, booking)).outcome, 'approved')
    await deliverAll()
    const owner = { by: byUser(shop.user.id) }
    assert.equal((await move(booking, START.plus({ hours: 4 }), owner)).outcome, 'moved')
    const { businessId, id: bookingId } = booking
    await new CancelBooking().handle({
      ...{ ...owner, businessId, bookingId, reason: null, by: byClient() },
    })
    for (const type of ['booking_confirmed', 'booking_rescheduled', 'booking_cancelled'] as const) {
      assert.deepEqual(await told(type), { first: true, second: true }, type)
    }
    const { calendar } = await mailTo(users.get(second.id) ?? null, 'booking_cancelled')
    assert.include(calendar, 'METHOD:CANCEL')
  })

  test('is told to each where nobody has to answer it', async ({ assert }) => {
    const shop = await openTogether()
    const booking = await place(shop)
    const { second } = both(shop, booking)
    const user = await joinAs('staff', shop.business)
    await second.merge({ userId: user.id }).save()
    const next = await place(shop, { startsAt: START.plus({ hours: 4 }) })
    assert.equal(next.hostId, booking.hostId)
    assert.include((await mailTo(user, 'booking_confirmed')).calendar, 'METHOD:REQUEST')
  })

  test('asks the database for no more than one host does', async ({ client, assert }) => {
    const shop = await openTogether({ settings: { requiresApproval: true } })
    const count = async (path: string) =>
      (await queriesOf(() => client.get(path).loginAs(shop.user))).length
    const pages = [`/admin?date=${DAY}`, '/admin/requests', '/admin/bookings']
    const counts = async () => {
      const counted: number[] = []
      for (const path of pages) counted.push(await count(path))
      return counted
    }
    await place(shop)
    await counts()
    const few = await counts()
    for (const hours of [1, 2, 3]) await place(shop, { startsAt: START.plus({ hours }) })
    await counts()
    assert.deepEqual(await counts(), few)
  })
})

/** A service of the same hosts, any one of whom is enough. */
const anyOf = ({ business, hosts }: Shop) =>
  addService(business, hosts, { requiresApproval: false })

const busyWith = (hostId: number) => ({
  ...{ hostId, name: 'Busy Bea', startsAt: START.plus({ hours: 2 }) },
})

async function mailText(type: Parameters<typeof owedMail>[0], to: 'client' | 'staff' = 'staff') {
  const owed = await owedMail(type, to)
  await new DeliverNotification().handle({ notificationId: owed.id })
  const mail = await MailboxMessage.query().orderBy('id', 'desc').firstOrFail()
  return mail.text
}
