import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import Booking from '#models/bookings/booking'
import Membership from '#models/accounts/membership'
import { withGlobalTransaction } from '#tests/support/database'
import { joinAs, openShopByRequest, place } from '#tests/support/requests'

test.group('Deciding from the mail', (group) => {
  withGlobalTransaction(group)

  async function requested() {
    const shop = await openShopByRequest()
    const booking = await place(shop)
    return { shop, booking, address: `/decide/${booking.decisionTokenFor(shop.user.id)}` }
  }

  test('looking changes nothing, needs no sign-in and leaves no trace', async ({
    client,
    assert,
  }) => {
    const { booking, address } = await requested()
    const page = await client.get(address)
    page.assertStatus(200)
    page.assertTextIncludes('Ines Duarte')
    page.assertTextIncludes('This request')
    page.assertHeader('referrer-policy', 'same-origin')
    page.assertHeader('cache-control', 'no-store')
    page.assertHeader('x-robots-tag', 'noindex')
    assert.isUndefined(page.header('set-cookie'))
    ;(await client.head(address)).assertStatus(200)
    assert.equal((await booking.refresh()).status, 'pending')
  })

  test('approves in the name of whom the mail was sent to', async ({ client, assert }) => {
    const { shop, booking, address } = await requested()
    const response = await client
      .post(address)
      .form({ decision: 'approve' })
      .withVersion()
      .redirects(0)
    response.assertStatus(303)
    response.assertHeader('location', address)
    const { status, approvedBy } = await Booking.findOrFail(booking.id)
    assert.deepEqual([status, approvedBy], ['approved', shop.user.id])

    const page = await client.get(address)
    page.assertTextIncludes(`Confirmed by ${shop.user.fullName}`)
    page.assertTextIncludes('nothing left to decide')
    const again = await client
      .post(address)
      .form({ decision: 'reject', reason: 'Too late' })
      .withVersion()
    again.assertStatus(409)
    again.assertTextIncludes('was already decided before your answer came')
    const silent = await client
      .post(address)
      .form({ decision: 'reject', phrase: 'own' })
      .withVersion()
    silent.assertStatus(409)
    silent.assertTextIncludes('was already decided before your answer came')
    const signedIn = await client
      .post(`/admin/requests/${booking.id}/rejection`)
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .form({ phrase: 'own' })
    signedIn.assertStatus(409)
    signedIn.assertTextIncludes('was already decided before your answer came')
  })

  test('declines with a reason only', async ({ client, assert }) => {
    const { booking, address } = await requested()
    const silent = await client
      .post(address)
      .form({ decision: 'reject', phrase: 'own' })
      .withVersion()
    silent.assertStatus(422)
    silent.assertTextIncludes('Give a reason')
    const response = await client
      .post(address)
      .form({ decision: 'reject', reason: 'We are full.' })
      .withVersion()
      .redirects(0)
    response.assertStatus(303)
    assert.equal((await Booking.findOrFail(booking.id)).rejectionReason, 'We are full.')
  })

  test('does not guess what an answer means', async ({ client, assert }) => {
    const { booking, address } = await requested()
    for (const answer of [{}, { decision: 'maybe' }, { decision: 'APPROVE' }]) {
      ;(await client.post(address).form(answer).withVersion()).assertStatus(422)
    }
    assert.equal((await booking.refresh()).status, 'pending')
  })

  test('does not open by a link that is forged, foreign or revoked', async ({ client }) => {
    const { shop, booking, address } = await requested()
    const other = await joinAs('admin', shop.business)
    const forged = booking
      .decisionTokenFor(shop.user.id)
      .replace(/_.*$/, `_${other.id.toString(36)}`)
    ;(await client.get(`/decide/${forged}`)).assertStatus(404)
    ;(await client.get(`/decide/${booking.manageToken}`)).assertStatus(404)
    ;(await client.get('/decide/short')).assertStatus(404)

    await db.from('bookings').where('id', booking.id).update({ link_version: 2 })
    ;(await client.get(address)).assertStatus(404)
  })

  test('closes to those who left, and to those who only look now', async ({ client, assert }) => {
    const { shop, booking, address } = await requested()
    await Membership.query().where('user_id', shop.user.id).update({ role: 'viewer' })
    ;(await client.post(address).form({ decision: 'approve' }).withVersion()).assertStatus(403)
    await Membership.query().where('user_id', shop.user.id).delete()
    ;(await client.post(address).form({ decision: 'approve' }).withVersion()).assertStatus(404)
    assert.equal((await booking.refresh()).status, 'pending')
  })

  test('refuses a form sent from another site', async ({ client, assert }) => {
    const { booking, address } = await requested()
    const response = await client
      .post(address)
      .form({ decision: 'approve' })
      .withVersion()
      .header('sec-fetch-site', 'cross-site')
    response.assertStatus(403)
    assert.equal((await booking.refresh()).status, 'pending')
  })
})
