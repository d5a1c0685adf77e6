import { test } from '@japa/runner'
import { appUrl } from '#config/app'
import { openShop } from '#database/factories/business'
import Business from '#models/settings/business'
import { contentOf, versionOf } from '#models/version'
import { withGlobalTransaction } from '#tests/support/database'
import type { Weekday, WeeklyRange } from '#scheduling/types'
import { makeLink } from '#tests/support/links'
import { detailsOf } from '#tests/support/owner'
import { questionForm } from '#tests/support/question_form'
import { weekForm } from '#tests/support/week_form'

type Week = Parameters<typeof weekForm>[0]

const USUAL_WEEK: WeeklyRange[] = [1, 2, 3].map((weekday) => ({
  weekday: weekday as Weekday,
  start: '09:00',
  end: '17:00',
}))
const PASSWORD = 'a-long-password'
const TYPED = 'Warm water & "quiet" lanes <3'
const KEPT = 'name="description" value="Warm water &amp; &quot;quiet&quot; lanes &lt;3"'

test.group('A form that was open too long', (group) => {
  withGlobalTransaction(group)

  test('is shown again with all that was typed, to be sent once more', async ({
    client,
    assert,
  }) => {
    const { user, business } = await openShop()
    const response = await client
      .post('/admin/settings/business')
      .form({ ...detailsOf(business), description: TYPED, _csrf: 'stale' })
      .loginAs(user)
      .redirects(0)
    response.assertStatus(422)
    response.assertTextIncludes('This page was open too long')
    response.assertTextIncludes('action="/admin/settings/business"')
    response.assertTextIncludes(KEPT)
    response.assertHeader('cache-control', 'no-store')
    assert.notInclude(response.text(), '"stale"')
    assert.notInclude(response.text(), 'You are signed out')
    assert.isNull((await business.refresh()).description)
  })

  test('keeps its nested fields', async ({ client }) => {
    const { user } = await openShop()
    const response = await client
      .post('/admin/availability?host=1')
      .form({ 'days[d1][open]': 'on', 'days[d1][ranges][0][from]': '09:00' })
      .loginAs(user)
    response.assertTextIncludes('action="/admin/availability?host=1"')
    response.assertTextIncludes('name="days[d1][open]" value="on"')
    response.assertTextIncludes('name="days[d1][ranges][0][from]" value="09:00"')
  })

  test('outlives the session: sign in beside it, then send it', async ({ assert }) => {
    const { user, business } = await openShop()
    const cookies = new Map<string, string>()
    const send = async (path: string, form: Record<string, string>) => {
      const response = await fetch(`${appUrl}${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
          referer: `${appUrl}/admin/settings/business`,
        },
        body: new URLSearchParams(form),
      })
      for (const cookie of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
        cookies.set(name, value)
      }
      return { status: response.status, text: await response.text() }
    }

    const form = { ...detailsOf(business), description: TYPED }
    const stale = await send('/admin/settings/business', form)
    assert.equal(stale.status, 422)
    assert.include(stale.text, KEPT)
    assert.include(stale.text, 'href="/sign-in?to=%2Fadmin%2Fsettings%2Fbusiness"')
    const [, token] = /name='_csrf' value='([^']+)'/.exec(stale.text) ?? []

    const signIn = { _csrf: token, email: user.email, password: PASSWORD }
    assert.equal((await send('/sign-in', signIn)).status, 303)
    const version = versionOf(contentOf(await Business.findOrFail(business.id)))
    const sent = await send('/admin/settings/business', { ...form, version, _csrf: token })
    assert.equal(sent.status, 303)
    assert.equal((await Business.findOrFail(business.id)).description, TYPED)
  })

  test('of someone signed out elsewhere is kept as well', async ({ client }) => {
    const response = await client
      .post('/admin/settings/business')
      .form({ description: TYPED })
      .withCsrfToken()
      .redirects(0)
    response.assertStatus(422)
    response.assertTextIncludes('You are signed out')
    response.assertTextIncludes(KEPT)
  })

  test('shows sign-in again with the email kept', async ({ client, assert }) => {
    const { user } = await openShop()
    const response = await client
      .post('/sign-in')
      .form({ email: user.email, password: PASSWORD, to: '/admin/bookings' })
      .redirects(0)
    response.assertStatus(422)
    response.assertTextIncludes(`value="${user.email}"`)
    response.assertTextIncludes('name="to" value="/admin/bookings"')
    response.assertTextIncludes('Type the password once more')
    assert.match(response.text(), /name='_csrf' value='[^']+'/)
    assert.notInclude(response.text(), PASSWORD)
  })

  test('is not offered again from another site', async ({ client, assert }) => {
    const { user } = await openShop()
    const response = await client
      .post('/admin/settings/business')
      .form({ description: TYPED })
      .header('sec-fetch-site', 'cross-site')
      .loginAs(user)
    response.assertStatus(403)
    assert.notInclude(response.text(), 'Warm water')
  })

  test('is not kept when it is longer than any form of ours', async ({ client, assert }) => {
    const { user } = await openShop()
    const fields = Array.from({ length: 101 }, (_, index) => [`field_${index}`, 'x'])
    const response = await client
      .post('/admin/settings')
      .form(Object.fromEntries(fields))
      .loginAs(user)
    response.assertStatus(422)
    response.assertTextIncludes('too long to keep here')
    assert.notInclude(response.text(), 'field_0')
  })

  test('is a problem in JSON to a machine', async ({ client }) => {
    const response = await client.post('/admin/settings').json({}).accept('json')
    response.assertStatus(403)
    response.assertHeader('content-type', 'application/problem+json; charset=utf-8')
  })
})

test.group('A form that was saved in another tab', (group) => {
  withGlobalTransaction(group)

  test('takes what is stored now where it was not touched, and keeps what was typed', async ({
    client,
    assert,
  }) => {
    const { user, business } = await openShop()
    const path = '/admin/settings/business'
    const page = (await client.get(path).loginAs(user)).text()
    const fieldOf = (html: string, name: string) =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
    const send = (html: string, fields: Record<string, string>) => {
      const { address, phone, email } = business
      const form = {
        ...{ ...detailsOf(business), address: address ?? '', phone: phone ?? '' },
        ...{ email: email ?? '', version: fieldOf(html, 'version') },
        ...{ read_as: fieldOf(html, 'read_as'), ...fields },
      }
      return client.post(path).form(form).loginAs(user).withCsrfToken().redirects(0)
    }
    ;(await send(page, { phone: '020 1111 1111', policy: 'Be on time' })).assertStatus(303)
    const refused = await send(page, { name: 'Divers', policy: TYPED })
    refused.assertStatus(409)
    refused.assertTextIncludes('Fields that you did not change show what is stored now.')
    assert.match(refused.text(), /value="020 1111 1111"[^>]*name="phone"/)
    refused.assertTextIncludes('Stored now: Swim School Pro')
    refused.assertTextIncludes('Stored now: Be on time')
    const shown = [...refused.text().matchAll(/Stored now/g)].length
    assert.equal(shown, 2)

    const fields = { name: 'Divers', policy: TYPED, phone: '020 1111 1111' }
    ;(await send(refused.text(), fields)).assertStatus(303)
    const { name, policy, phone } = await Business.findOrFail(business.id)
    assert.deepEqual({ name, policy, phone }, fields)
  })

  test('takes the days of a week that somebody else changed, and keeps those that were typed', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ weeklyHours: USUAL_WEEK })
    const { user, host, service } = shop
    const hours = { weeklyHours: USUAL_WEEK, overrides: [] }
    await service.merge({ hours }).save()
    const link = await makeLink(shop, { hours })
    const ofLink = { hours: 'own', time_zone_of: 'inherit' }
    for (const [path, fields] of [
      [`/admin/availability?host=${host.id}`, {}],
      [`/admin/services/${service.id}/hours`, {}],
      [`/admin/links/${link.id}/availability`, ofLink],
    ] as const) {
      const page = (await client.get(path).loginAs(user)).text()
      const send = (html: string, days: Week) =>
        client
          .post(path)
          .form({ ...weekForm(days), ...fields, ...readingOf(html) })
          .loginAs(user)
          .withCsrfToken()
          .redirects(0)
      const usual: Week = {
        1: [['09:00', '17:00']],
        2: [['09:00', '17:00']],
        3: [['09:00', '17:00']],
      }
      const first: Week = { ...usual, 1: [['10:00', '12:00']] }
      ;(await send(page, first)).assertStatus(303)
      const second: Week = { ...usual, 2: [['14:00', '18:00']], 3: [['15:00', '16:00']] }
      const refused = await send(page, second)
      refused.assertStatus(409)
      refused.assertTextIncludes('Fields that you did not change show what is stored now.')
      assert.match(refused.text(), /value="10:00"[^>]*name="days\[d1\]\[ranges\]\[0\]\[from\]"/)
      for (const time of ['14:00', '15:00']) assert.include(refused.text(), `value="${time}"`)
      assert.equal(refused.text().split('Stored now').length - 1, 2, path)
      const taken: Week = { ...second, 1: [['10:00', '12:00']] }
      ;(await send(refused.text(), taken)).assertStatus(303)
    }
  })

  test('takes the questions that somebody else changed, added and removed', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { user, service } = shop
    const asked = ['Which stroke?', 'How old?', 'Any allergies?'].map((label, nth) => ({
      ...{ key: `q${nth}`, type: 'text' as const, label, help: null },
      ...{ isRequired: false, maxLength: null, options: [] },
    }))
    await service.merge({ questions: asked }).save()
    const link = await makeLink(shop, { questions: asked })
    for (const path of [
      `/admin/services/${service.id}/questions`,
      `/admin/links/${link.id}/questions`,
    ]) {
      const page = (await client.get(path).loginAs(user)).text()
      const send = (html: string, typed: Parameters<typeof questionForm>[0]) =>
        client
          .post(path)
          .form({ ...questionForm(typed), ...readingOf(html) })
          .loginAs(user)
          .withCsrfToken()
          .redirects(0)
      const [stroke, age, allergies] = asked.map(({ key, label }) => ({ key, label }))
      const first = [{ ...stroke, label: 'Which strokes?' }, age, { label: 'Who comes?' }]
      ;(await send(page, first)).assertStatus(303)
      const second = [stroke, { ...age, label: 'How old are you?' }, allergies, { label: 'Mine?' }]
      const refused = await send(page, second)
      refused.assertStatus(409)
      const labels = [
        ...refused.text().matchAll(/value="([^"]*)"[^>]*name="questions\[\d\]\[label\]"/g),
      ]
      assert.deepEqual(
        labels.map(([, label]) => label).toSorted(),
        ['How old are you?', 'Mine?', 'Which strokes?', 'Who comes?'],
        path
      )
    }
  })
})

function readingOf(html: string): Record<string, string> {
  const fieldOf = (name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
  return { version: fieldOf('version'), read_as: fieldOf('read_as') }
}
