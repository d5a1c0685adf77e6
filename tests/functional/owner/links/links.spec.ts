import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import BookingLink from '#models/links/booking_link'
import { withGlobalTransaction } from '#tests/support/database'
import { makeLink, makeOneTime, placeThrough } from '#tests/support/links'
import { joinAs } from '#tests/support/requests'

const IN_TWO_DAYS = DateTime.utc().plus({ days: 2 }).toISODate()

async function countVisits(businessId: number, linkId: number | null, steps: number[]) {
  for (const step of steps) {
    await db.table('visits').insert({
      ...{ business_id: businessId, link_id: linkId, step },
      ...{ began_at: new Date(), seen_at: new Date() },
    })
  }
}

/** The words of each row, without marks. */
function rowsOf(html: string): string[] {
  return [...html.matchAll(/<tr role="row">([\s\S]*?)<\/tr>/g)].map(([, row]) =>
    row
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim()
  )
}

test.group('Links', (group) => {
  withGlobalTransaction(group)

  test('are listed with what, with whom, their state and what they brought', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const { user, business, service, hosts } = shop
    const news = await makeLink(shop, { bookableUntil: '2031-01-31' }, [hosts[1].id])
    await makeLink(shop, { name: 'Summer', isActive: false })
    await makeLink(shop, { name: 'Long ago', bookableUntil: '2020-01-31' })
    await countVisits(business.id, null, [1, 5])
    await countVisits(business.id, news.id, [1, 2, 3, 5])

    const page = await client.get('/admin/links').loginAs(user)
    page.assertStatus(200)
    page.assertTextIncludes('2 are on.')
    const rows = rowsOf(page.text())
    assert.match(rows[1], /^Booking page Every service, everyone On .* 2 1 50%$/)
    assert.match(rows[2], /^Long ago .* Over since 31 January 2020/)
    assert.match(rows[3], /^Summer .* everyone Off /)
    assert.include(rows[4], `Newsletter ${service.name}, ${hosts[1].name} On until 31 January 2031`)
    assert.match(rows[4], new RegExp(`${news.token} Copy the address of Newsletter 4 0 25%$`))
    page.assertTextIncludes(`/admin/numbers/visits?reach=page&amp;door=${news.id}&amp;`)
  })

  test('are switched and copied from the list, which says how each stands then', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const link = await makeLink(shop)
    const draft = await makeLink(shop, { name: 'Half done', isActive: false })
    await draft.merge({ draftStep: 4 }).save()
    const page = (await client.get('/admin/links').loginAs(shop.user)).text()
    assert.notInclude(page, `/admin/links/${draft.id}/activation`)
    const [, version] =
      new RegExp(`${link.id}/activation/removal"[^]*?name="version" value="([^"]+)"`).exec(page) ??
      []
    const form = { version, return_to: '/admin/links' }
    const press = (path: string) =>
      client.post(path).form(form).loginAs(shop.user).withCsrfToken().redirects(0)
    const off = await press(`/admin/links/${link.id}/activation/removal`)
    off.assertStatus(303)
    off.assertHeader('location', '/admin/links')
    const after = rowsOf((await client.get('/admin/links').loginAs(shop.user)).text())
    assert.isTrue(after.some((row) => /^Newsletter .* Off .*Switch on : Newsletter/.test(row)))
    const copied = await press(`/admin/links/${link.id}/copy`)
    copied.assertStatus(303)
    const staff = await joinAs('staff', shop.business)
    const theirs = (await client.get('/admin/links').loginAs(staff)).text()
    assert.notInclude(theirs, 'Duplicate')
  })

  test('count every booking that came by them, seen by a person or not, and lead to it', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const link = await makeLink(shop)
    const placed = await placeThrough(shop, link.token)
    if (placed.outcome !== 'booked') return assert.fail(placed.outcome)
    const page = await client.get('/admin/links').loginAs(shop.user)
    assert.match(rowsOf(page.text())[2], / Newsletter 0 1 –$/)
    const [href] = /\/admin\/bookings\?view=all[^"]+/.exec(page.text()) ?? ['']
    const list = await client.get(href.replaceAll('&amp;', '&')).loginAs(shop.user)
    list.assertTextIncludes(placed.booking.clientName)
    const staff = await client.get('/admin/links').loginAs(await joinAs('staff', shop.business))
    assert.include(staff.text(), href)
    assert.notInclude(staff.text(), '/admin/numbers/visits')
  })

  test('one-time links say whether they were seen and used, and lead to the booking', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { token } = await makeOneTime(shop, { recipientName: 'Sam Okoro' })
    const placed = await placeThrough(shop, token)
    if (placed.outcome !== 'booked') return assert.fail(placed.outcome)
    const seen = await makeOneTime(shop, { recipientName: 'Oliver Brandt' })
    await seen.oneTime.merge({ openedAt: DateTime.utc(), viewCount: 2 }).save()
    await makeOneTime(shop, { recipientEmail: 'nadia@example.com' })
    const back = await makeOneTime(shop)
    await back.oneTime.merge({ revokedAt: DateTime.utc() }).save()
    const over = await makeOneTime(shop, { recipientName: 'Jo Fielding' })
    await over.oneTime.merge({ expiresAt: DateTime.utc().minus({ days: 1 }) }).save()

    const page = await client.get('/admin/links').loginAs(shop.user)
    const rows = rowsOf(page.text()).slice(-5)
    assert.match(rows[0], /^Jo Fielding .* Expired unused Sent .*, ended /)
    assert.match(rows[1], /^No name .* Withdrawn Sent .*, withdrawn /)
    assert.match(rows[2], /^nadia@example.com .* Sent, not seen yet Sent .*, ends /)
    assert.match(rows[3], /^Oliver Brandt .* Seen twice, not used /)
    assert.match(rows[4], /^Sam Okoro .* Used: .* Open booking , Sam Okoro$/)
    page.assertTextIncludes(`href="/admin/bookings/${placed.booking.id}"`)
  })

  test('of another business are not listed', async ({ client, assert }) => {
    const [shop, other] = [await openShop(), await openShop()]
    await makeLink(other, { name: 'Strange' })
    await makeOneTime(other, { recipientName: 'Stranger' })
    const page = await client.get('/admin/links').loginAs(shop.user)
    assert.notInclude(page.text(), 'Strange')
  })
})

test.group('A link', (group) => {
  withGlobalTransaction(group)

  test('shows what holds and who says it, the next five times, and itself as a client', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const { user, hosts } = shop
    const link = await makeLink(shop, { durationMinutes: 45, isActive: false }, [hosts[0].id])
    const page = await client.get(`/admin/links/${link.id}`).loginAs(user)
    page.assertStatus(200)
    const text = page
      .text()
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
    assert.include(text, 'Length 45 min Starts')
    assert.match(text, /Notice .* from the settings/)
    assert.include(text, 'The next 5 times')
    assert.lengthOf(page.text().match(/class="agenda__row"/g) ?? [], 5)
    assert.include(text, `With ${hosts[0].name}`)
    const [, preview] = /href="(\/public\/bookings\/[^"]+)" target/.exec(page.text()) ?? []
    const seen = await client.get(preview)
    seen.assertStatus(200)
    seen.assertTextIncludes('45 min')
    ;(await client.get(`/public/bookings/${link.token}`)).assertStatus(410)
  })

  test('is switched on and off at once, and the history says so', async ({ client, assert }) => {
    const shop = await openShop()
    const link = await makeLink(shop, { isActive: false })
    const path = `/admin/links/${link.id}`
    const press = (noun: string) =>
      client.post(`${path}/${noun}`).loginAs(shop.user).withCsrfToken().withVersion(path)
    const on = await press('activation')
    on.assertTextIncludes('“Newsletter” is on.')
    on.assertTextIncludes('Link switched on')
    ;(await client.get(`/public/bookings/${link.token}`)).assertStatus(200)
    const off = await press('activation/removal')
    off.assertTextIncludes('Off since ')
    ;(await client.get(`/public/bookings/${link.token}`)).assertStatus(410)
    assert.isNotNull((await link.refresh()).switchedOffAt)
  })

  test('is copied: off, with the same rules and people, one step left', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const link = await makeLink(shop, { durationMinutes: 45 }, [shop.hosts[1].id])
    const copied = await client
      .post(`/admin/links/${link.id}/copy`)
      .loginAs(shop.user)
      .withCsrfToken()
    copied.assertTextIncludes('Copy of Newsletter')
    copied.assertTextIncludes('Not yet on, one step left')
    const copy = await BookingLink.query().orderBy('id', 'desc').preload('hosts').firstOrFail()
    assert.notEqual(copy.token, link.token)
    assert.equal(copy.durationMinutes, 45)
    assert.deepEqual(
      copy.hosts.map(({ id }) => id),
      [shop.hosts[1].id]
    )
    ;(await client.get(`/public/bookings/${copy.token}`)).assertStatus(410)
  })

  test('gets a new address once it is said what that means', async ({ client }) => {
    const shop = await openShop()
    const link = await makeLink(shop)
    const path = `/admin/links/${link.id}`
    const page = await client.get(path).loginAs(shop.user)
    page.assertTextIncludes('will open nothing any more')
    const old = `/public/bookings/${link.token}`
    const renewed = await client
      .post(`${path}/renewal`)
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion(path)
    renewed.assertTextIncludes('has a new address')
    const former = await client.get(old)
    former.assertStatus(410)
    former.assertTextIncludes('This link does not work any more')
    former.assertTextIncludes(shop.business.name)
    await link.refresh()
    ;(await client.get(`/public/bookings/${link.token}`)).assertStatus(200)
  })

  test('is only looked at by staff', async ({ client, assert }) => {
    const shop = await openShop()
    const link = await makeLink(shop)
    const staff = await joinAs('staff', shop.business)
    const page = await client.get(`/admin/links/${link.id}`).loginAs(staff)
    page.assertStatus(200)
    assert.notInclude(page.text(), 'Switch “')
    assert.notInclude(page.text(), 'Duplicate it')
  })

  test('keeps its dates readable: until the day after tomorrow', async ({ client }) => {
    const shop = await openShop()
    const link = await makeLink(shop, { bookableUntil: IN_TWO_DAYS })
    const page = await client.get(`/admin/links/${link.id}`).loginAs(shop.user)
    page.assertTextIncludes('On until ')
  })
})
