import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import BookingLink from '#models/links/booking_link'
import BookingTemplate from '#models/links/booking_template'
import type { ClientQuestion } from '#models/services/client_question'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { makeLink } from '#tests/support/links'
import { weekForm } from '#tests/support/week_form'
import { NINE_TO_FIVE } from '#tests/support/weeks'

const QUESTION: ClientQuestion = {
  key: 'level',
  type: 'text',
  label: 'How well do you swim?',
  help: null,
  isRequired: true,
  maxLength: null,
  options: [],
}

type Shop = Awaited<ReturnType<typeof openShop>>

test.group('The steps of a link', (group) => {
  withGlobalTransaction(group)

  const stepping = (client: ApiClient, shop: Shop) => {
    return async (path: string, fields: Record<string, string>) => {
      const page = (await client.get(path).loginAs(shop.user)).text()
      const form = { ...fields, version: versionIn(page, path) }
      return client.post(path).form(form).loginAs(shop.user).withCsrfToken().redirects(0)
    }
  }

  test('each saves what it says and leads to the next; the last shows all, to be switched on', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2, weeklyHours: NINE_TO_FIVE })
    const { user, service, hosts } = shop
    const begun = await client
      .post('/admin/links')
      .form({ name: 'Spring course', service: String(service.id) })
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
    begun.assertStatus(303)
    const link = await BookingLink.findByOrFail('name', 'Spring course')
    assert.isFalse(link.isActive)
    begun.assertHeader('location', `/admin/links/${link.id}/availability`)
    const list = await client.get('/admin/links').loginAs(user)
    list.assertTextIncludes('Not yet on, 5 steps left')

    const step = stepping(client, shop)
    const path = `/admin/links/${link.id}`
    const begins = (await client.get(`${path}/availability`).loginAs(user)).text()
    assert.match(begins, /value="09:00"[^>]*name="days\[d1\]\[ranges\]\[0\]\[from\]"/)
    assert.notInclude(begins, 'value="24:00"')
    const hours = {
      ...weekForm({ 1: [['16:00', '19:00']] }),
      ...{ hours: 'own', bookable_until: '2031-04-30', [`host_${hosts[1].id}`]: 'on' },
    }
    ;(await step(`${path}/availability`, hours)).assertHeader('location', `${path}/duration`)
    const lengths = { duration_minutes: '45', durations: '90', buffer_after_minutes: '10' }
    ;(await step(`${path}/duration`, lengths)).assertHeader('location', `${path}/limits`)
    const limits = { daily_limit: '2', requires_approval: 'yes' }
    ;(await step(`${path}/limits`, limits)).assertHeader('location', `${path}/template`)
    ;(await step(`${path}/template`, { follow_up: 'Come again' })).assertHeader('location', path)

    const review = await client.get(path).loginAs(user)
    review.assertTextIncludes('Not yet on, one step left')
    for (const words of ['45 min', '90 min', 'at most 2 a day', 'You approve each one first']) {
      review.assertTextIncludes(words)
    }
    review.assertTextIncludes('Mon: 16:00 – 19:00')
    review.assertTextIncludes(`With ${hosts[1].name}`)
    await link.refresh()
    assert.equal(link.bufferAfterMinutes, 10)
    assert.equal(link.followUp, 'Come again')
    ;(await client.get(`/public/bookings/${link.token}`)).assertStatus(410)

    const on = await client
      .post(`${path}/activation`)
      .loginAs(user)
      .withCsrfToken()
      .withVersion(path)
    on.assertTextIncludes('is on.')
    ;(await client.get(`/public/bookings/${link.token}`)).assertStatus(200)
  })

  test('days can be taken out, and the zone of the times be set', async ({ client, assert }) => {
    const shop = await openShop({ service: { locationType: 'video' } })
    const link = await makeLink(shop)
    const step = stepping(client, shop)
    const path = `/admin/links/${link.id}`
    const form = {
      ...{ ...weekForm({}), hours: 'service', time_zone_of: 'business' },
      ...{ excluded_from_0: '2031-05-02', excluded_until_0: '' },
      ...{ excluded_from_3: '2030-12-24', excluded_until_3: '2031-01-06' },
    }
    const reversed = { ...form, excluded_until_0: '2031-05-01' }
    const refused = await step(`${path}/availability`, reversed)
    refused.assertStatus(422)
    refused.assertTextIncludes('excluded_until_0-error')
    assert.match(refused.text(), /value="2031-01-06"[^>]*name="excluded_until_3"/)
    ;(await step(`${path}/availability`, form)).assertStatus(303)
    await link.refresh()
    assert.equal(link.timeZoneOf, 'business')
    assert.deepEqual(link.excludedDates, [
      { firstDate: '2030-12-24', lastDate: '2031-01-06' },
      { firstDate: '2031-05-02', lastDate: '2031-05-02' },
    ])
    const again = await client.get(`${path}/availability`).loginAs(shop.user)
    assert.match(again.text(), /value="2031-05-02"[^>]*name="excluded_from_1"/)
    assert.match(again.text(), /value=""[^>]*name="excluded_until_1"/)
    const review = await client.get(path).loginAs(shop.user)
    assert.match(review.text(), /24 Dec\w* 2030 – (\w+,? )?6 Jan\w* 2031/)
    review.assertTextIncludes('London time, for everyone')
  })

  test('going back shows all that was saved, and who says the rest', async ({ client, assert }) => {
    const shop = await openShop({ service: { durationMinutes: 60, dailyLimit: 7 } })
    const link = await makeLink(shop, { durationMinutes: 45 })
    const page = await client.get(`/admin/links/${link.id}/duration`).loginAs(shop.user)
    assert.match(page.text(), /value="45"[^>]*name="duration_minutes"/)
    page.assertTextIncludes('Set here. The service says: 60 min.')
    page.assertTextIncludes('From the settings: ')
    const limits = await client.get(`/admin/links/${link.id}/limits`).loginAs(shop.user)
    limits.assertTextIncludes('From the service: 7.')
  })

  test('a field is reset in the form alone', async ({ client, assert }) => {
    const shop = await openShop()
    const link = await makeLink(shop, { durationMinutes: 45 })
    const reset = await client
      .post(`/admin/links/${link.id}/duration`)
      .form({ duration_minutes: '45', reset: 'duration_minutes' })
      .loginAs(shop.user)
      .withCsrfToken()
    reset.assertStatus(200)
    assert.match(reset.text(), /value=""[^>]*name="duration_minutes"/)
    assert.equal((await link.refresh()).durationMinutes, 45)
  })

  test('what is wrong is said at its field, and nothing is saved', async ({ client, assert }) => {
    const shop = await openShop()
    const link = await makeLink(shop)
    const step = stepping(client, shop)
    const path = `/admin/links/${link.id}`
    const dates = {
      ...weekForm({ 1: [['nine', '17:00']] }),
      ...{ hours: 'own', bookable_from: '2031-05-02', bookable_until: '2031-05-01' },
    }
    const refused = await step(`${path}/availability`, dates)
    refused.assertStatus(422)
    refused.assertTextIncludes('bookable_until-error')
    refused.assertTextIncludes('value="nine"')
    ;(await step(`${path}/limits`, { daily_limit: '0', requires_approval: 'no' })).assertStatus(422)
    assert.isNull((await link.refresh()).bookableUntil)
  })

  test('a template is copied, and one of another business is none', async ({ client, assert }) => {
    const [shop, other] = [await openShop(), await openShop()]
    const of = (businessId: number) =>
      BookingTemplate.create({
        businessId,
        name: 'First',
        questions: [QUESTION],
      })
    const template = await of(shop.business.id)
    const link = await makeLink(shop)
    const step = stepping(client, shop)
    const path = `/admin/links/${link.id}/template`
    const strange = await step(path, { template: String((await of(other.business.id)).id) })
    strange.assertStatus(422)
    ;(await step(path, { template: String(template.id) })).assertStatus(303)
    await template.merge({ questions: [] }).save()
    assert.equal((await link.refresh()).questions?.[0].label, 'How well do you swim?')
    const page = await client.get(path).loginAs(shop.user)
    page.assertTextIncludes('How well do you swim?')
  })

  test('a change is undone from the history, and no other with it', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const link = await makeLink(shop, { durationMinutes: 45 }, [shop.hosts[1].id])
    const step = stepping(client, shop)
    await step(`/admin/links/${link.id}/duration`, { duration_minutes: '30' })
    await step(`/admin/links/${link.id}/limits`, { daily_limit: '2', requires_approval: 'no' })
    const page = await client.get(`/admin/links/${link.id}`).loginAs(shop.user)
    const undoings = [...page.text().matchAll(/href="(\/admin\/history\/\d+\/undoing)"/g)]
    const [, first] = undoings.map(([, href]) => href)
    const asked = await client.get(first).loginAs(shop.user)
    asked.assertTextIncludes('Length in minutes')
    const undone = await client.post(first).loginAs(shop.user).withCsrfToken().withVersion(first)
    undone.assertTextIncludes('Put back.')
    await link.refresh()
    assert.equal(link.durationMinutes, 45)
    assert.equal(link.dailyLimit, 2)
    ;(await client.get(first).loginAs(shop.user)).assertStatus(409)
  })

  test('its own week is written out day by day, before and after', async ({ client, assert }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const link = await makeLink(shop)
    const step = stepping(client, shop)
    const week = (from: string) => ({
      hours: 'own',
      ...weekForm({ 1: [[from, '12:00']], 4: [['14:00', '18:00']] }),
    })
    await step(`/admin/links/${link.id}/availability`, week('10:00'))
    await step(`/admin/links/${link.id}/availability`, week('08:00'))
    const linesOf = async (path: string) => {
      const html = (await client.get(path).loginAs(shop.user)).text()
      const lines = [...html.matchAll(/<del>(.*?)<\/ins>/gs)].map(([, line]) =>
        line.replaceAll(/<[^>]*>|It was|it became/g, ' ')
      )
      return { html, lines: lines.map((line) => line.replaceAll(/\s+/g, ' ').trim()) }
    }
    const [ten, eight] = ['10:00', '08:00'].map(
      (from) => `Monday ${from}–12:00, Thursday 14:00–18:00`
    )
    const { html, lines } = await linesOf(`/admin/links/${link.id}`)
    assert.deepEqual(lines, [`${ten} → ${eight}`, `as in the service → ${ten}`])
    const undoings = [...html.matchAll(/href="(\/admin\/history\/\d+\/undoing)"/g)]
    assert.deepEqual((await linesOf(undoings[0][1])).lines, [`${eight} → ${ten}`])
  })

  test('one changed later goes back to all that it has', async ({ client }) => {
    const shop = await openShop()
    const link = await makeLink(shop)
    const step = stepping(client, shop)
    const saved = await step(`/admin/links/${link.id}/basics`, { name: 'Poster' })
    saved.assertHeader('location', `/admin/links/${link.id}`)
  })
})
