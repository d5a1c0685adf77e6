import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import Client from '#models/clients/client'
import { clientOf } from '#tests/support/clients'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, joinAs, openShopByRequest, place, type Shop } from '#tests/support/requests'

const later = (hours: number) => IN_THREE_DAYS.plus({ hours })

/** Priya under two addresses, and somebody else of whom one part shares a number. */
async function openWithDoubles() {
  const shop = await openShopByRequest()
  const one = await clientOf(shop, { name: 'Priya Nair', email: 'priya@nair.example' })
  const work = { name: 'Priya Nair', email: 'p.nair@work.example', phone: '07700 900214' }
  const other = await clientOf(shop, { ...work, startsAt: later(1) })
  const sharing = { name: 'P. Nair', email: 'third@nair.example', phone: work.phone }
  const part = await clientOf(shop, { ...sharing, startsAt: later(2) })
  return { shop, one, other, part }
}

const rows = () =>
  db.from('clients').orderBy('id').select('id', 'merged_into', 'merged_via', 'merged_by', 'name')

test.group('Merging clients', (group) => {
  withGlobalTransaction(group)

  test('suggests who looks alike, finds others, and shows both before', async ({
    client,
    assert,
  }) => {
    const { shop, one, other } = await openWithDoubles()
    await clientOf(shop, { name: 'Grace Liu', email: 'grace@x.example', startsAt: later(3) })
    const page = (query: object) =>
      client.get(`/admin/clients/${one.id}/merge`).qs(query).loginAs(shop.user)
    const alike = await page({})
    alike.assertTextIncludes(`?with=${other.id}`)
    assert.notInclude(alike.text(), 'Grace Liu')
    const found = await page({ search: 'grace' })
    found.assertTextIncludes('Grace Liu')
    const both = await page({ with: other.id })
    both.assertTextIncludes('p.nair@work.example')
    both.assertTextIncludes('After merging')
    const gone = await page({ with: 999_999_999 })
    gone.assertStatus(404)
  })

  test('shows both as one, and taking them apart restores each, with what came since', async ({
    client,
    assert,
  }) => {
    const { shop, one, other, part } = await openWithDoubles()
    const before = await rows()
    const send = (path: string, form: object) =>
      client.post(path).form(form).loginAs(shop.user).withCsrfToken().redirects(0)
    const compared = `/admin/clients/${one.id}/merge?with=${other.id}`
    const merged = await send(`/admin/clients/${one.id}/merge`, {
      with: other.id,
      keep: one.id,
    }).withVersion(compared)
    merged.assertStatus(303)
    merged.assertHeader('location', `/admin/clients/${one.id}`)
    const records = await Client.query().whereNull('merged_into')
    assert.deepEqual(
      records.map(({ id }) => id),
      [one.id]
    )
    const page = await client.get(`/admin/clients/${one.id}`).loginAs(shop.user)
    for (const words of ['p.nair@work.example', 'third@nair.example', 'Take Priya Nair apart']) {
      page.assertTextIncludes(words)
    }

    const since = await place(shop, { email: 'P.Nair@work.example', startsAt: later(4) })
    const sharing = { name: 'New', email: 'fourth@x.example', phone: '07700 900214' }
    const newest = await clientOf(shop, { ...sharing, startsAt: later(5) })
    assert.equal(newest.mergedInto, one.id)

    ;(await send(`/admin/clients/${other.id}/merge/removal`, {})).assertStatus(303)
    const after = await rows()
    assert.deepEqual(
      after.filter(({ id }) => Number(id) !== newest.id),
      before
    )
    assert.equal((await newest.refresh()).mergedInto, other.id)
    assert.equal(since.clientId, other.id)
    assert.equal((await part.refresh()).mergedInto, other.id)
    const audited = await db.from('audit_entries').whereLike('action', 'client.%').orderBy('id')
    assert.deepEqual(
      audited.map(({ action }) => action),
      ['client.merged', 'client.separated']
    )
  })

  test('takes apart what merged by itself', async ({ client, assert }) => {
    const { shop, part } = await openWithDoubles()
    const apart = () =>
      client
        .post(`/admin/clients/${part.id}/merge/removal`)
        .loginAs(shop.user)
        .withCsrfToken()
        .redirects(0)
    ;(await apart()).assertStatus(303)
    ;(await apart()).assertStatus(303)
    assert.isNull((await part.refresh()).mergedInto)
  })

  test('stays with the record on which a note is typed', async ({ client }) => {
    const { shop, part } = await openWithDoubles()
    const { recordId } = await part.refresh()
    const apart = await client
      .post(`/admin/clients/${part.id}/merge/removal`)
      .form({ note: 'Likes lane 2.' })
      .loginAs(shop.user)
      .withCsrfToken()
    apart.assertTextIncludes('Likes lane 2.')
    apart.assertTextIncludes(`/admin/clients/${recordId}/notes`)
  })

  test('keeps the block of one of them, says so from the first page, and takes it apart', async ({
    client,
    assert,
  }) => {
    const { shop, one, other } = await openWithDoubles()
    await db.rawQuery(
      `update clients set blocked_at = clock_timestamp(), block_reason = 'Rude' where id = ?`,
      [other.id]
    )
    const send = (path: string, form: object = {}) =>
      client.post(path).form(form).loginAs(shop.user).withCsrfToken()
    const path = `/admin/clients/${one.id}/merge`
    const first = await client.get(`/admin/clients/${other.id}/merge`).loginAs(shop.user)
    first.assertTextIncludes('Merged, the record stays blocked')
    const compared = await client.get(`${path}?with=${other.id}`).loginAs(shop.user)
    compared.assertTextIncludes('Merged, the record stays blocked')

    const merge = () =>
      send(path, { with: other.id, keep: one.id }).withVersion(`${path}?with=${other.id}`)
    const merged = await merge()
    merged.assertTextIncludes('Rude')
    const isBlocked = async () => {
      const found = [await one.refresh(), await other.refresh()]
      return found.map(({ blockedAt }) => blockedAt !== null)
    }
    assert.deepEqual(await isBlocked(), [true, true])
    await send(`/admin/clients/${other.id}/merge/removal`)
    assert.deepEqual(await isBlocked(), [false, true])

    await merge()
    await send(`/admin/clients/${one.id}/block/removal`)
    assert.deepEqual(await isBlocked(), [false, false])
  })

  test('refuses what changed meanwhile, and what names nobody', async ({ client, assert }) => {
    const { shop, one, other } = await openWithDoubles()
    const send = (version: string) =>
      client
        .post(`/admin/clients/${one.id}/merge`)
        .form({ with: other.id, keep: one.id, version })
        .loginAs(shop.user)
        .withCsrfToken()
    const stale = await send('older')
    stale.assertStatus(409)
    stale.assertTextIncludes('was changed meanwhile')
    assert.isNull((await other.refresh()).mergedInto)
    const empty = await client
      .post(`/admin/clients/${one.id}/merge`)
      .loginAs(shop.user)
      .withCsrfToken()
    empty.assertStatus(422)
  })

  test('knows no client of another business', async ({ client }) => {
    const { shop, one } = await openWithDoubles()
    const elsewhere: Shop = await openShopByRequest()
    const stranger = await clientOf(elsewhere)
    const response = await client
      .post(`/admin/clients/${one.id}/merge`)
      .form({ with: stranger.id, keep: one.id })
      .loginAs(shop.user)
      .withCsrfToken()
    response.assertStatus(404)
    const staff = await joinAs('staff', shop.business)
    const forbidden = await client.get(`/admin/clients/${one.id}/merge`).loginAs(staff)
    forbidden.assertStatus(403)
  })
})
