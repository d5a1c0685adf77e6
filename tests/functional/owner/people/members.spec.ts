import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Membership, { type Role } from '#models/accounts/membership'
import type User from '#models/accounts/user'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, joinAs, place, type Shop } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'

async function member(role: Role, { business }: Shop) {
  const user = await joinAs(role, business)
  const { id } = await Membership.findByOrFail({ businessId: business.id, userId: user.id })
  return { user, id }
}

const ownerOf = ({ business, user }: Shop) =>
  Membership.findByOrFail({ businessId: business.id, userId: user.id })

const send = (client: ApiClient, user: User, path: string, form: Record<string, string>) =>
  client
    .post(`/admin/people/members/${path}`)
    .form(form)
    .loginAs(user)
    .withCsrfToken()
    .withVersion(`/admin/people/members/${path.split('/')[0]}`)
    .redirects(0)

test.group('A role', (group) => {
  withGlobalTransaction(group)

  test('is changed, and stands in the history', async ({ client, assert }) => {
    const shop = await openShop()
    const { id } = await member('staff', shop)
    ;(await send(client, shop.user, `${id}/role`, { role: 'admin' })).assertStatus(303)
    assert.equal((await Membership.findOrFail(id)).role, 'admin')
    const history = await client.get('/admin/history?about=user').loginAs(shop.user)
    history.assertTextIncludes('Role changed')
  })

  test('of an owner is for owners to give and to take', async ({ client, assert }) => {
    const shop = await openShop()
    const admin = await member('admin', shop)
    const staff = await member('staff', shop)
    const refused = await send(client, admin.user, `${staff.id}/role`, { role: 'owner' })
    refused.assertStatus(422)
    refused.assertTextIncludes('Only owners can make somebody an owner')
    const { id } = await ownerOf(shop)
    for (const noun of ['role', 'removal']) {
      const tried = await client
        .post(`/admin/people/members/${id}/${noun}`)
        .form({ role: 'viewer' })
        .loginAs(admin.user)
        .withCsrfToken()
      tried.assertStatus(403)
    }
    assert.equal((await Membership.findOrFail(id)).role, 'owner')
  })

  test('of the only owner stays, and so does the only owner', async ({ client, assert }) => {
    const shop = await openShop()
    const { id } = await ownerOf(shop)
    for (const [noun, form] of [
      ['role', { role: 'staff' }],
      ['removal', { bookings: 'stay' }],
    ] as const) {
      const refused = await send(client, shop.user, `${id}/${noun}`, form)
      refused.assertStatus(422)
      refused.assertTextIncludes('Make somebody else an owner first')
    }
    await member('owner', shop)
    ;(await send(client, shop.user, `${id}/role`, { role: 'staff' })).assertStatus(303)
    assert.equal((await Membership.findOrFail(id)).role, 'staff')
  })
})

test.group('Removing somebody', (group) => {
  withGlobalTransaction(group)

  test('lists what is booked with them first, and asks again for what came since', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const [, tom] = shop.hosts
    const { id, user } = await member('staff', shop)
    await tom.merge({ userId: user.id }).save()
    const first = await place(shop, { hostId: tom.id, name: 'Grace Liu' })
    const page = await client.get(`/admin/people/members/${id}`).loginAs(shop.user)
    page.assertTextIncludes('Grace Liu')
    page.assertTextIncludes(`/admin/availability/handover?host=${tom.id}`)

    const later = { hostId: tom.id, startsAt: IN_THREE_DAYS.plus({ hours: 2 }), name: 'Sam Hill' }
    const second = await place(shop, later)
    const shown = { bookings: 'end', coming_shown: String(first.id) }
    const refused = await send(client, shop.user, `${id}/removal`, shown)
    refused.assertStatus(409)
    refused.assertTextIncludes('Sam Hill')
    assert.isNotNull(await Membership.find(id))

    const all = { bookings: 'end', coming_shown: `${first.id} ${second.id}` }
    ;(await send(client, shop.user, `${id}/removal`, all)).assertStatus(303)
    await tom.refresh()
    assert.deepEqual([tom.userId, tom.isActive], [null, false])
    assert.isNull(await Membership.find(id))
    ;(await client.get('/admin').loginAs(user)).assertStatus(403)
    const audit = await db.from('audit_entries').where('action', 'member.removed')
    assert.lengthOf(audit, 1)
  })

  test('has group sessions counted and listed, whoever is booked in them', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2, service: { capacity: 4, name: 'Aqua gym' } })
    const [, tom] = shop.hosts
    const { id, user } = await member('staff', shop)
    await tom.merge({ userId: user.id }).save()
    const session = await planSession({ ...shop, host: tom }, IN_THREE_DAYS)
    const page = await client.get(`/admin/people/members/${id}`).loginAs(shop.user)
    page.assertTextIncludes('one coming booking or group session')
    page.assertTextIncludes('a group session, nobody booked')
    assert.include(page.text(), `/admin/sessions/${session.id}`)
    const unseen = { bookings: 'end', coming_shown: '' }
    ;(await send(client, shop.user, `${id}/removal`, unseen)).assertStatus(409)
    const seen = { bookings: 'end', coming_shown: String(session.id) }
    ;(await send(client, shop.user, `${id}/removal`, seen)).assertStatus(303)
  })

  test('may leave their time on offer', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [, tom] = shop.hosts
    const { id, user } = await member('staff', shop)
    await tom.merge({ userId: user.id }).save()
    await place(shop, { hostId: tom.id })
    ;(await send(client, shop.user, `${id}/removal`, { bookings: 'stay' })).assertStatus(303)
    await tom.refresh()
    assert.deepEqual([tom.userId, tom.isActive], [null, true])
  })
})
