import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Invitation from '#models/accounts/invitation'
import Membership from '#models/accounts/membership'
import Host from '#models/availability/host'
import type Business from '#models/settings/business'
import { invitationShape } from '#shapes/people/invitation'
import { memberShape } from '#shapes/people/member'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { invitationLink, invite } from '#tests/support/invitations'
import { withKey } from '#tests/support/keys'
import { withRateLimits } from '#tests/support/limits'
import { joinAs } from '#tests/support/requests'
import { assertShape } from '#tests/support/shapes'

const ids = (rows: { id: number }[]) => rows.map(({ id }) => id)

function memberOf({ id: businessId }: Business, { id: userId }: { id: number }) {
  return Membership.query().where({ businessId, userId }).firstOrFail()
}

const ANA = { name: 'Ana Reyes', email: 'Ana@Example.com', role: 'staff' }

const linkOf = async (id: number) => invitationLink(await Invitation.findOrFail(id))

test.group('/api/v1/members', (group) => {
  withEmptyTables(group)

  test('lists who signs in, and changes what they may do', async ({ client, assert }) => {
    const shop = await openShop()
    const staff = await joinAs('staff', shop.business)
    const member = await memberOf(shop.business, staff)
    const api = await withKey(client, shop)
    const first = await api.get('/members?limit=1')
    await assertShape(memberShape, first.body().data[0])
    first.assertBodyContains({ data: [{ role: 'owner', email: shop.user.email }] })
    const rest = await api.get('/members').qs({ cursor: first.body().next_cursor })
    assert.deepEqual(ids(rest.body().data), [member.id])

    const own = `/members/${member.id}`
    const tag = (await api.get(own)).header('etag') ?? ''
    const change = (role: string) => api.patch(own).header('if-match', tag).json({ role })
    const changed = await change('admin')
    changed.assertStatus(200)
    changed.assertBodyContains({ role: 'admin', user_id: staff.id })
    ;(await change('viewer')).assertStatus(412)
    ;(await api.patch(own).json({ role: 'king' })).assertStatus(422)
    ;(await api.patch(own).json({ role: 'admin', email: 'x@example.com' })).assertStatus(422)
    const audit = await api.get('/audit?subject_type=user')
    audit.assertBodyContains({ data: [{ action: 'member.role_changed' }] })
  })

  test('keeps one owner, and lets only owners make and unmake them', async ({ client }) => {
    const { business, user } = await openShop()
    const owner = `/members/${(await memberOf(business, user)).id}`
    const api = await withKey(client, { business, user })
    for (const refused of [
      await api.patch(owner).json({ role: 'admin' }),
      await api.delete(owner),
    ]) {
      refused.assertStatus(409)
      refused.assertBodyContains({ code: 'last_owner' })
    }
    const viewer = await joinAs('viewer', business)
    const lowest = `/members/${(await memberOf(business, viewer)).id}`
    const admin = await withKey(client, { business, user: await joinAs('admin', business) })
    ;(await admin.patch(owner).json({ role: 'admin' })).assertStatus(403)
    ;(await admin.delete(owner)).assertStatus(403)
    ;(await admin.patch(lowest).json({ role: 'owner' })).assertStatus(403)
    ;(await admin.patch(lowest).json({ role: 'staff' })).assertStatus(200)
    const staff = await withKey(client, { business, user: viewer })
    ;(await staff.get(lowest)).assertStatus(200)
    ;(await staff.patch(lowest).json({ role: 'admin' })).assertStatus(403)
    ;(await staff.delete(lowest)).assertStatus(403)
  })

  test('takes somebody out, whose keys open nothing any more', async ({ client, assert }) => {
    const shop = await openShop()
    const staff = await joinAs('staff', shop.business)
    await shop.host.merge({ userId: staff.id }).save()
    await place(shop, tenOClock())
    const theirs = await withKey(client, { business: shop.business, user: staff })
    ;(await theirs.get('/bookings')).assertStatus(200)
    const api = await withKey(client, shop)
    const own = `/members/${(await memberOf(shop.business, staff)).id}`
    ;(await api.delete(own).header('if-match', '"old"')).assertStatus(412)
    const asked = await api.delete(`${own}?hours=end`)
    asked.assertStatus(409)
    asked.assertBodyContains({ code: 'booked_outside' })
    assert.lengthOf(asked.body().booking_ids, 1)
    ;(await api.delete(`${own}?hours=end&keeps_booked=true`)).assertStatus(204)
    ;(await theirs.get('/bookings')).assertStatus(401)
    const { userId, isActive } = await Host.findOrFail(shop.host.id)
    assert.deepEqual([userId, isActive], [null, false])
    ;(await api.delete(own)).assertStatus(404)
  })

  test('leaves their time on offer unless told otherwise', async ({ client, assert }) => {
    const shop = await openShop()
    const staff = await joinAs('staff', shop.business)
    await shop.host.merge({ userId: staff.id }).save()
    await place(shop, tenOClock())
    const api = await withKey(client, shop)
    const own = `/members/${(await memberOf(shop.business, staff)).id}`
    ;(await api.delete(own)).assertStatus(204)
    assert.isTrue((await Host.findOrFail(shop.host.id)).isActive)
    const stranger = await withKey(client, await openShop())
    const owner = await memberOf(shop.business, shop.user)
    ;(await stranger.delete(`/members/${owner.id}`)).assertStatus(404)
  })
})

test.group('/api/v1/invitations', (group) => {
  withEmptyTables(group)

  test('are sent, sent again and withdrawn', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [, host] = shop.hosts
    const api = await withKey(client, shop)
    const sent = await api.post('/invitations').json({ ...ANA, host_id: host.id })
    sent.assertStatus(201)
    await assertShape(invitationShape, sent.body())
    const { id, status, host_id: hostId } = sent.body()
    assert.deepEqual([status, hostId], ['open', host.id])
    sent.assertHeader('location', `/api/v1/invitations/${id}`)
    const own = `/invitations/${id}`
    const link = await linkOf(id)

    const again = await api.post('/invitations').json(ANA)
    again.assertStatus(409)
    again.assertBodyContains({ code: 'invited_already' })
    ;(await api.post(`${own}/resend`).header('if-match', '"old"').json({})).assertStatus(412)
    ;(await api.post(`${own}/resend`).json({})).assertStatus(200)
    assert.notEqual(await linkOf(id), link)
    ;(await client.get(link)).assertStatus(404)

    assert.deepEqual(ids((await api.get('/invitations')).body().data), [id])
    const revoked = await api.post(`${own}/revoke`).json({})
    revoked.assertBodyContains({ status: 'revoked' })
    for (const verb of ['resend', 'revoke']) {
      const refused = await api.post(`${own}/${verb}`).json({})
      refused.assertStatus(409)
      refused.assertBodyContains({ code: 'invitation_answered' })
    }
    assert.isEmpty((await api.get('/invitations')).body().data)
  })

  test('go to nobody who is there already, and as nobody who signs in', async ({ client }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const known = await api.post('/invitations').json({ ...ANA, email: shop.user.email })
    known.assertStatus(409)
    known.assertBodyContains({ code: 'member_known' })
    const other = await openShop({ hosts: 2 })
    for (const { id } of [shop.host, other.hosts[1]]) {
      const unknown = await api.post('/invitations').json({ ...ANA, host_id: id })
      unknown.assertStatus(422)
      unknown.assertBodyContains({ errors: [{ pointer: '/host_id', code: 'unknown_host' }] })
    }
    const faulty = await api.post('/invitations').json({ name: '', email: 'ana', role: 'boss' })
    faulty.assertBodyContains({
      errors: [{ pointer: '/name' }, { pointer: '/email' }, { pointer: '/role' }],
    })
  })

  test('are for those in charge, and owners for owners', async ({ client }) => {
    const { business } = await openShop()
    const { id } = await invite(business, { role: 'owner' })
    for (const role of ['staff', 'viewer'] as const) {
      const api = await withKey(client, { business, user: await joinAs(role, business) })
      ;(await api.get('/invitations')).assertStatus(403)
      ;(await api.get(`/invitations/${id}`)).assertStatus(403)
      ;(await api.post('/invitations').json(ANA)).assertStatus(403)
    }
    const admin = await withKey(client, { business, user: await joinAs('admin', business) })
    ;(await admin.post('/invitations').json({ ...ANA, role: 'owner' })).assertStatus(403)
    ;(await admin.post(`/invitations/${id}/revoke`).json({})).assertStatus(403)
    ;(await admin.post('/invitations').json(ANA)).assertStatus(201)
    const stranger = await withKey(client, await openShop())
    ;(await stranger.post(`/invitations/${id}/revoke`).json({})).assertStatus(404)
  })
})

test.group('/api/v1/invitations with limits', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('are sent to one address only so often a day', async ({ client, assert }) => {
    const api = await withKey(client, await openShop())
    const { id } = (await api.post('/invitations').json(ANA)).body()
    const again = () => api.post(`/invitations/${id}/resend`).json({})
    for (let nth = 0; nth < 3; nth++) (await again()).assertStatus(200)
    const refused = await again()
    refused.assertStatus(429)
    assert.isAbove(Number(refused.header('retry-after')), 3600)
  })
})
