import { test } from '@japa/runner'
import i18nManager from '@adonisjs/i18n/services/main'
import { offeredLanguages } from '#config/languages'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { blockTime } from '#tests/support/blocks'
import { withGlobalTransaction } from '#tests/support/database'
import {
  detailsAddress,
  filledForm,
  instant,
  place,
  tenOClock,
  timesAddress,
} from '#tests/support/guest'
import { cancel } from '#tests/support/waitlist'

const others = offeredLanguages()
  .map(({ tag }) => tag)
  .filter((tag) => tag !== 'en')

const words = (language: string, key: string) => i18nManager.locale(language).t(key)

/** Addresses of ours in links and forms that would forget the language. */
function forgetful(html: string): string[] {
  return [...html.matchAll(/<(?:a|form|button)\b[^>]*\s(?:href|action|formaction)="([^"]*)"/g)]
    .map(([, address]) => address)
    .filter((address) => /^\/(book|enquiry|manage|schedule|waitlist|public)\b/.test(address))
    .filter((address) => !/[?;]lang=/.test(address))
}

test.group('The language of a page for clients', (group) => {
  withGlobalTransaction(group)

  test('is {$self} where the address says so, all the way to the booking and its mails')
    .with(others)
    .run(async ({ client, assert }, language) => {
      const shop = await openShop()
      const start = instant(tenOClock())
      const lang = `lang=${language}`
      const pages = [
        `/?${lang}`,
        `${timesAddress(shop)}?${lang}`,
        `${timesAddress(shop)}?${lang}&choose=zone`,
        `${detailsAddress(shop)}?start=${start}&${lang}`,
        `/enquiry/${shop.business.slug}?${lang}`,
      ]
      for (const address of pages) {
        const page = await client.get(address).header('accept-language', 'en-GB')
        page.assertStatus(200)
        page.assertHeader('content-language', language)
        assert.include(page.text(), `<html lang="${language}"`)
        assert.deepEqual(forgetful(page.text()), [], address)
      }

      const post = (form: object) =>
        client
          .post(`${detailsAddress(shop)}?${lang}`)
          .form(form)
          .redirects(0)
      const refused = await post(filledForm(shop, tenOClock(), { client_name: '' }))
      refused.assertStatus(422)
      assert.include(refused.text(), `<html lang="${language}"`)
      assert.deepEqual(forgetful(refused.text()), [])
      assert.notInclude(refused.text(), 'hreflang=')

      const booked = await post(filledForm(shop, tenOClock()))
      booked.assertStatus(303)
      assert.include(booked.header('location') ?? '', lang)
      const booking = await Booking.query().orderBy('id', 'desc').firstOrFail()
      assert.match(booking.clientLocale, new RegExp(`^${language}\\b`))
    })

  test('can be chosen where a form is shown again: what was typed stays, and nothing is booked', async ({
    client,
    assert,
  }) => {
    const [language = 'en'] = others
    const shop = await openShop({ service: { mostDates: 3 } })
    const sent = { ...filledForm(shop, tenOClock()), notes: 'Left knee' }
    const submit = (form: object, query = '') =>
      client.post(detailsAddress(shop) + query).form(form)
    const choose = async (page: string, id: string) => {
      const [button] =
        new RegExp(`<button[^>]*form="${id}"[^>]*lang="${language}"`).exec(page) ?? []
      assert.include(button, `formaction="${detailsAddress(shop)}?lang=${language}"`)
      assert.include(button, 'name="change" value="on"')
      const [, form] = new RegExp(`<form[^>]* id="${id}"([^]*?)</form>`).exec(page) ?? []
      const fields = [...form.matchAll(/name="([^"]+)"[^>]* value="([^"]*)"/g)]
      const kept = Object.fromEntries(fields.map(([, name, value]) => [name, value]))
      const spoken = await submit({ ...kept, change: 'on' }, `?lang=${language}`)
      assert.include(spoken.text(), `<html lang="${language}"`)
      assert.include(spoken.text(), 'Left knee')
      return spoken
    }
    const refused = await submit({ ...sent, client_name: '' })
    refused.assertStatus(422)
    assert.notInclude(refused.text(), 'hreflang=')
    assert.include(refused.text(), 'form="form" formaction=')
    const again = { ...sent, client_name: '', change: 'on' }
    const corrected = await submit(again, `?lang=${language}`)
    corrected.assertStatus(200)
    assert.include(corrected.text(), 'Left knee')

    const booking = await place(shop, tenOClock())
    const taken = await submit(sent)
    taken.assertStatus(409)
    const stillTaken = await choose(taken.text(), 'again')
    stillTaken.assertStatus(409)
    const told = (code: string) => words(language, `guest.bookings.taken.${code}.sentence`)
    assert.include(stillTaken.text(), told('slot_taken'), 'the reason stays the same')
    const day = tenOClock(4)
    const allDay = { startsTime: '00:00', endsTime: '24:00' }
    await blockTime(shop.hosts, { firstDate: day.toISODate() ?? '', ...allDay })
    const shut = await submit({ ...filledForm(shop, day), notes: 'Left knee' })
    shut.assertTextIncludes('It lies outside the opening hours.')
    assert.include((await choose(shut.text(), 'again')).text(), told('outside_hours'))
    const two = { ...filledForm(shop, tenOClock()), dates: instant(tenOClock(5)) }
    const several = await submit({ ...two, notes: 'Left knee' })
    several.assertStatus(409)
    assert.include(
      (await choose(several.text(), 'again')).text(),
      instant(tenOClock(5)).slice(0, 16)
    )
    await cancel(booking)
    ;(await choose(taken.text(), 'again')).assertStatus(200)
    assert.lengthOf(await Booking.query().where({ businessId: shop.business.id }), 1)
  })

  test('is that of the booking in {$self}, whoever opens it')
    .with(others)
    .run(async ({ client, assert }, language) => {
      const shop = await openShop()
      const booking = await place(shop, tenOClock())
      await booking.merge({ clientLocale: `${language}-GB` }).save()
      const page = await client.get(`/manage/${booking.manageToken}`)
      page.assertHeader('content-language', language)
      assert.include(page.text(), words(language, 'guest.bookings.booking.approved.status'))
      const english = await client.get(`/manage/${booking.manageToken}?lang=en`)
      english.assertHeader('content-language', 'en')
    })

  test('is what the browser asks for, else the business’s, else English', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const address = timesAddress(shop)
    const [other = 'en'] = others
    const read = async (accepted: string | null, query = '') => {
      const request = client.get(address + query)
      const page = await (accepted === null ? request : request.header('accept-language', accepted))
      page.assertHeader('vary', 'accept-language, accept-encoding')
      assert.include(page.text(), `<html lang="${page.header('content-language')}"`)
      return page.header('content-language')
    }
    assert.equal(await read(`${other}-XX,en;q=0.5`), other)
    assert.equal(await read('zz,en;q=0.5'), 'en')
    assert.equal(await read(other, '?lang=en'), 'en')
    assert.equal(await read(other, '?lang=zz'), other)
    await shop.business.merge({ locale: `${other}-XA` }).save()
    assert.equal(await read(null), other)
    assert.equal(await read('zz'), other)
    await shop.business.merge({ locale: 'zz' }).save()
    assert.equal(await read('yy'), 'en')
  })

  test('has an address of its own for each, and one for whoever asks for none', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const address = timesAddress(shop)
    for (const { tag } of offeredLanguages()) {
      const page = (await client.get(`${address}?lang=${tag}`)).text()
      const here = tag === 'en' ? address : `${address}?lang=${tag}`
      assert.match(page, new RegExp(`rel="canonical" href="[^"]*${here.replace('?', '\\?')}"`))
      if (others.length === 0) continue
      assert.match(page, new RegExp(`hreflang="x-default" href="[^"]*${address}"`))
      for (const other of others) {
        assert.match(page, new RegExp(`hreflang="${other}" href="[^"]*${address}\\?lang=${other}"`))
      }
    }
  })

  test('leaves the owner’s side and programs in English', async ({ client, assert }) => {
    const shop = await openShop()
    await shop.user.merge({ locale: others[0] ?? 'en' }).save()
    const german = { 'accept-language': 'de-DE,ar;q=0.8' }
    const home = await client.get('/admin').loginAs(shop.user).headers(german)
    home.assertHeader('content-language', 'en')
    assert.include(home.text(), '<html lang="en" dir="ltr"')
    const problem = await client
      .post(`/public/bookings/${'x'.repeat(22)}`)
      .headers({ ...german, accept: 'application/json' })
      .json({})
    problem.assertHeader('content-language', 'en')
    const door = await client.get('/sign-in').headers(german)
    assert.include(door.text(), '<html lang="en"')
  })
})
