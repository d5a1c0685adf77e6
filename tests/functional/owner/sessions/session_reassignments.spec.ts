import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { openShop } from '#database/factories/business'
import type Host from '#models/availability/host'
import Booking from '#models/bookings/booking'
import Notification from '#models/notifications/notification'
import type GroupSession from '#models/sessions/group_session'
import { findFaults } from '#queries/integrity/find_faults'
import { blockTime } from '#tests/support/blocks'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS as START, place, type Shop } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'
import { waitFor } from '#tests/support/waitlist'

const GROUP = { capacity: 8, name: 'Aqua gym' }

const give = (
  client: ApiClient,
  { user }: Pick<Shop, 'user'>,
  { id }: GroupSession,
  standIn: Pick<Host, 'id'>,
  more: Record<string, string> = {}
) =>
  client
    .post(`/admin/sessions/${id}/reassignment`)
    .form({ stand_in: standIn.id, reassign_reason: 'Anna is ill', ...more })
    .loginAs(user)
    .withCsrfToken()
    .withVersion()

const claimsOf = async ({ id }: GroupSession) => {
  const claims = await db.from('claims').where('holder_id', id).whereNull('released_at')
  return claims.map(({ host_id: hostId, starts_at: at }) => [Number(hostId), +at])
}

test.group('A session given to somebody else', (group) => {
  withGlobalTransaction(group)

  test('goes with everybody in it, and each client hears once who gives it now', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 3, service: GROUP })
    const [anna, tom] = shop.hosts
    const session = await planSession(shop, START)
    const bookings = [await place(shop), await place(shop, { email: 'sam@example.com' })]
    const page = await client.get(`/admin/sessions/${session.id}`).loginAs(shop.user)
    page.assertTextIncludes('Give it to a colleague')

    const given = await give(client, shop, session, tom)
    given.assertStatus(200)
    given.assertTextIncludes(`${tom.name} gives this session now. 2 clients get a mail.`)
    assert.equal((await session.refresh()).hostId, tom.id)
    assert.deepEqual(await claimsOf(session), [[tom.id, +START]])
    const after = await Booking.query().where('session_id', session.id).preload('events')
    assert.deepEqual(
      after.map(({ hostId, startsAt, calendarSequence, events }) => [
        ...[hostId, +startsAt, calendarSequence],
        ...[events.at(-1)?.details.kind, events.at(-1)?.reason],
      ]),
      bookings.map(() => [tom.id, +START, 1, 'reassigned', 'Anna is ill'])
    )
    for (const { id: bookingId } of bookings) {
      const told = await Notification.query()
        .where({ bookingId, type: 'booking_reassigned', channel: 'mail' })
        .whereNull('user_id')
        .whereNull('inbox_address_id')
      assert.lengthOf(told, 1)
    }
    const entry = await db.from('audit_entries').where('action', 'session.given').firstOrFail()
    assert.deepEqual(entry.changes, { hostId: { from: anna.id, to: tom.id } })
    const history = await client.get('/admin/history').loginAs(shop.user)
    history.assertTextIncludes('Session given to a colleague')
    assert.isEmpty((await findFaults()).flatMap(({ faults }) => faults))

    const again = await give(client, shop, session, tom)
    again.assertStatus(422)
    again.assertTextIncludes('They give it already')
  })

  test('never lies over what somebody else has then, and says why', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 3, service: GROUP })
    const [anna, tom, mia] = shop.hosts
    const session = await planSession(shop, START)
    await planSession({ ...shop, host: tom }, START.plus({ minutes: 30 }))
    const page = await client.get(`/admin/sessions/${session.id}`).loginAs(shop.user)
    page.assertTextIncludes(`Not free then: ${tom.name}.`)
    assert.notInclude(page.text(), `<option value="${tom.id}"`)
    assert.include(page.text(), `<option value="${mia.id}"`)

    const taken = await give(client, shop, session, tom)
    taken.assertStatus(409)
    taken.assertTextIncludes('They are booked then')
    taken.assertTextIncludes('Anna is ill')
    const foreign = await openShop()
    const unknown = await give(client, shop, session, foreign.host)
    unknown.assertStatus(422)
    unknown.assertTextIncludes('Choose somebody who gives this service')
    const nobody = await give(client, shop, session, { id: 0 }, { stand_in: '' })
    nobody.assertStatus(422)
    assert.deepEqual(await claimsOf(session), [[anna.id, +START]])
    assert.equal((await session.refresh()).hostId, anna.id)
    const stranger = await give(client, foreign, session, foreign.host)
    stranger.assertStatus(404)
  })

  test('asks before it goes to somebody who is away then', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2, service: GROUP })
    const [, tom] = shop.hosts
    const session = await planSession(shop, START)
    const date = START.setZone('Europe/London').toFormat('yyyy-MM-dd')
    await blockTime([tom], { firstDate: date, startsTime: '00:00', endsTime: '24:00' })
    const asked = await give(client, shop, session, tom)
    asked.assertStatus(409)
    asked.assertTextIncludes(`${tom.name} is away then`)
    asked.assertTextIncludes('Give it away anyway')
    assert.equal((await session.refresh()).hostId, shop.host.id)
    const sure = { on_closed: 'plan', closed_shown: date }
    ;(await give(client, shop, session, tom, sure)).assertStatus(200)
    assert.equal((await session.refresh()).hostId, tom.id)
  })

  test('takes along who waits for a place with whoever gave it', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2, service: { ...GROUP, isPlannedOnly: true } })
    const [anna, tom] = shop.hosts
    const session = await planSession(shop, START, { capacity: 1 })
    await place(shop)
    const entry = await waitFor(shop, START)
    await entry.merge({ hostId: anna.id }).save()
    ;(await give(client, shop, session, tom)).assertStatus(200)
    await entry.refresh()
    assert.deepEqual([entry.hostId, entry.status], [tom.id, 'waiting'])
  })

  test('of a series, leaves the other dates where they are', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2, service: GROUP })
    const [anna, tom] = shop.hosts
    const sessions = [
      await planSession(shop, START),
      await planSession(shop, START.plus({ weeks: 1 })),
    ]
    ;(await give(client, shop, sessions[0], tom)).assertStatus(200)
    const hostIds = await Promise.all(
      sessions.map(async (session) => (await session.refresh()).hostId)
    )
    assert.deepEqual(hostIds, [tom.id, anna.id])
  })
})
