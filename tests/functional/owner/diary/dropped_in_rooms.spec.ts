import { test } from '@japa/runner'
import { heldBy, openClinic } from '#tests/support/clinic'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS as START, place } from '#tests/support/requests'

/** A booking with the first of the people, in the first of two rooms. */
async function openTwoRooms() {
  const shop = await openClinic(2, 2)
  const [anna, tom] = shop.people
  const booking = await place(shop, { hostId: anna.id })
  return { ...shop, shop, tom, second: shop.rooms[1], booking }
}

test.group('A booking that is dropped beside where it was', (group) => {
  withGlobalTransaction(group)

  test('in the column of a room, at its own time, is asked for that room', async ({
    client,
    assert,
  }) => {
    const { user, tom, second, booking } = await openTwoRooms()
    const drop = (host: number, hours = 0) => {
      const at = START.plus({ hours }).setZone('Europe/London')
      const [date, time] = [at.toFormat('yyyy-MM-dd'), at.toFormat('HH:mm')]
      const address = `/admin/bookings/new?move=${booking.id}&date=${date}&time=${time}&host=${host}`
      return client.get(address).loginAs(user).redirects(0)
    }
    const there = await drop(second.id)
    there.assertStatus(302)
    const address = `/admin/bookings/${booking.id}?room=${second.id}#another-room`
    assert.equal(there.header('location'), address)
    const page = (await client.get(address).loginAs(user)).text()
    assert.match(page, /id="another-room" open/)
    assert.match(page, new RegExp(`value="${second.id}"[^>]* checked`))
    for (const other of [drop(second.id, 1), drop(tom.id)]) (await other).assertStatus(200)
    assert.notInclude(await heldBy(booking), second.id)
  })

  test('in the column of a room that is taken, reads why not', async ({ client, assert }) => {
    const { shop, user, tom, second, booking } = await openTwoRooms()
    await place(shop, { hostId: tom.id, name: 'Omar Haddad' })
    const address = `/admin/bookings/${booking.id}?room=${second.id}`
    const page = await client.get(address).loginAs(user)
    page.assertTextIncludes('Room 2 is not free then. Taken then: Omar Haddad')
    const strange = await client.get(`/admin/bookings/${booking.id}?room=x`).loginAs(user)
    strange.assertStatus(200)
    assert.notMatch(strange.text(), /id="another-room" open/)
  })
})
