import { test } from '@japa/runner'
import SignUp from '#actions/accounts/sign_up'
import { addService, openShop } from '#database/factories/business'
import Service from '#models/services/service'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'

const SERVICE = {
  name: 'Private lesson',
  length: '60',
  price: '50.00',
  location_type: 'in_person',
  requires_approval: 'inherit',
  is_active: 'on',
}

const QUIET = { quietFrom: '22:00', quietUntil: '07:00' }

const RULES = {
  is_active: 'on',
  buffer_time_minutes: '25',
  booking_expiry_hours: '24',
  max_advance_booking_days: '90',
  min_advance_booking_hours: '2',
  reschedule_cutoff_minutes: '1440',
  cancel_cutoff_minutes: '0',
}

/** What stands beside a field: the line that says where its value comes from. */
function sourceOf(page: string, name: string): string {
  const beside = page.slice(page.indexOf(`id="${name}"`))
  const line = /class="sourced__line">([^]*?)<\/p>/.exec(beside)?.[1] ?? ''
  return line
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

test.group('Where a setting comes from', (group) => {
  withGlobalTransaction(group)

  test('is said at each rule of a service', async ({ client, assert }) => {
    const settings = { bufferTimeMinutes: 15, minAdvanceBookingHours: 4, maxMoves: null }
    const service = { bufferAfterMinutes: 30, maxMoves: 2, cancelCutoffMinutes: 60 }
    const shop = await openShop({ settings, service })
    const page = (await client.get(`/admin/services/${shop.service.id}`).loginAs(shop.user)).text()
    assert.include(
      sourceOf(page, 'buffer_after_minutes'),
      'Set here. The settings say: 15 min. Reset'
    )
    assert.equal(sourceOf(page, 'minimum_notice_minutes'), 'From the settings: 4 h.')
    assert.notInclude(page, 'name="reset" value="buffer_before_minutes"')
    assert.include(sourceOf(page, 'max_moves'), 'Set here. The settings say: any number.')
    assert.include(
      sourceOf(page, 'cancel_cutoff_minutes'),
      'Set here. The settings say: Until it begins.'
    )
    assert.include(sourceOf(page, 'reschedule_cutoff_minutes'), 'From the settings:')
  })

  test('is put back in the form, and nothing else of it is lost or saved', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { bufferAfterMinutes: 30 } })
    const path = `/admin/services/${shop.service.id}`
    const typed = { ...SERVICE, name: 'Renamed', buffer_after_minutes: '45', daily_limit: 'x' }
    const send = (form: Record<string, string>) =>
      client.post(path).form(form).loginAs(shop.user).withCsrfToken().withVersion().redirects(0)

    const reset = await send({ ...typed, reset: 'buffer_after_minutes' })
    reset.assertStatus(200)
    assert.match(reset.text(), /<input value="" [^>]*id="buffer_after_minutes"[^>]*autofocus/)
    assert.include(sourceOf(reset.text(), 'buffer_after_minutes'), 'From the settings:')
    assert.include(reset.text(), 'value="Renamed"')
    assert.include(reset.text(), 'value="x"')
    assert.equal((await shop.service.refresh()).bufferAfterMinutes, 30)

    const version = versionIn(reset.text(), path)
    const saved = { ...SERVICE, buffer_after_minutes: '', version, tell: 'no' }
    ;(await send(saved)).assertStatus(303)
    assert.isNull((await shop.service.refresh()).bufferAfterMinutes)
  })

  test('is what is usual where nobody but the business is asked', async ({ client, assert }) => {
    const shop = await openShop({
      settings: { bufferTimeMinutes: 25, minAdvanceBookingHours: 2, maxAdvanceBookingDays: 90 },
    })
    const page = (await client.get('/admin/settings').loginAs(shop.user)).text()
    assert.include(sourceOf(page, 'buffer_time_minutes'), 'Set here. Otherwise it is 0 min.')
    assert.equal(sourceOf(page, 'min_advance_booking_hours'), 'Unless you set it: 2 h.')
    assert.include(sourceOf(page, 'max_advance_booking_days'), 'Set here. Otherwise it is 30 days.')

    const form = { ...RULES, reset: 'buffer_time_minutes' }
    const request = client.post('/admin/settings').form(form).loginAs(shop.user).withCsrfToken()
    const reset = await request.redirects(0)
    reset.assertStatus(200)
    assert.match(reset.text(), /<input value="0" [^>]*id="buffer_time_minutes"/)
    await shop.business.settings.refresh()
    assert.equal(shop.business.settings.bufferTimeMinutes, 25)
  })

  test('says of nothing in a new business that it was set', async ({ client, assert }) => {
    const { user } = await new SignUp().handle({
      ...{ fullName: 'Mia Stone', email: 'mia@example.com', password: 'three warm lanes' },
      ...{ businessName: 'Hair by Mia', showsEmail: false },
      ...{ timeZone: 'Europe/London', locale: 'en-GB', currency: 'GBP' },
      service: {
        ...{ name: 'Cut', durationMinutes: 45, price: '40.00' },
        ...{ locationType: 'in_person' as const, locationDetails: null },
      },
      requestId: null,
    })
    const settings = await client.get('/admin/settings').loginAs(user)
    settings.assertTextIncludes('Unless you set it: 3.')
    assert.deepEqual(settings.text().match(/Set here[^<]*/g) ?? [], [])
    const { id } = await Service.findByOrFail('name', 'Cut')
    const service = await client.get(`/admin/services/${id}`).loginAs(user)
    service.assertTextIncludes('From the settings: 3.')
    assert.notInclude(service.text(), 'Set here')
  })

  test('a preview says what a change of currency does to prices', async ({ client, assert }) => {
    const { user, business, hosts } = await openShop({ service: { price: '50.00' } })
    const path = '/admin/settings/business'
    const page = (await client.get(path).loginAs(user)).text()
    const [, name] = /<input value="([^"]*)" [^>]*id="name"/.exec(page) ?? []
    const [, slug] = /<input value="([^"]*)" [^>]*id="slug"/.exec(page) ?? []
    const preview = async (currency: string) => {
      const form = {
        ...{ name, slug, currency, time_zone: 'Europe/London', locale: 'en-GB' },
        ...{ week_starts_on: '1', brand_colour: '#00698f', preview: '1' },
      }
      return (await client.post(path).form(form).loginAs(user).withCsrfToken().withVersion()).text()
    }
    assert.include(await preview('EUR'), 'costs €50.00 instead of £50.00.')
    await addService(business, hosts, { price: '20.00', position: 1 })
    await addService(business, hosts, { price: '0.00', position: 2 })
    const told = 'costs €50.00 instead of £50.00, and one other service changes likewise.'
    assert.include(await preview('EUR'), told)
    assert.notInclude(await preview('GBP'), 'Prices keep their figures')
  })

  test('what is no rule is not put back', async ({ client }) => {
    const shop = await openShop()
    const path = `/admin/services/${shop.service.id}`
    const form = { ...SERVICE, name: '', reset: 'name' }
    const request = client.post(path).form(form).loginAs(shop.user).withCsrfToken()
    ;(await request.redirects(0)).assertStatus(422)
  })

  test('is said and put back where the business says who it is', async ({ client, assert }) => {
    const { user, business } = await openShop({
      business: { locale: 'en-US', currency: 'EUR', weekStartsOn: 0, brandColour: '#a03060' },
    })
    const path = '/admin/settings/business'
    const page = (await client.get(path).loginAs(user)).text()
    assert.equal(sourceOf(page, 'week_starts_on'), 'Unless you set it: Sunday.')
    const currency = 'Set here. Otherwise it is USD, US Dollar. Reset : Currency'
    assert.equal(sourceOf(page, 'currency'), currency)
    assert.include(sourceOf(page, 'brand_colour'), 'Set here. Otherwise it is the blue')

    const reset = (name: string) =>
      client
        .post(path)
        .form({ name: '', currency: 'EUR', brand_colour: '#a03060', reset: name })
        .loginAs(user)
        .withCsrfToken()
    const back = (await reset('currency')).text()
    assert.match(back, /<select id="currency"[^>]*autofocus[^]*?<option value="USD"\s+selected/)
    const unsaved = 'Not saved yet: press Save to keep it so.'
    assert.equal(sourceOf(back, 'currency'), `Unless you set it: USD, US Dollar. ${unsaved}`)
    assert.notInclude(page, unsaved)
    assert.match((await reset('brand_colour')).text(), /value="#00698f"[^>]*id="brand_colour"/)
    ;(await reset('name')).assertStatus(422)
    assert.equal((await business.refresh()).currency, 'EUR', 'nothing is saved by that')
  })

  test('is said and put back at each setting that is no rule', async ({ client, assert }) => {
    const shop = await openShop({
      settings: { ...QUIET, bookingExpiryHours: 12, reminderMinutes: [1440, 60] },
    })
    const page = (await client.get('/admin/settings').loginAs(shop.user)).text()
    assert.include(sourceOf(page, 'requires_approval'), 'Unless you set it: off.')
    const expiry = sourceOf(page, 'booking_expiry_hours')
    assert.include(expiry, 'Set here. Otherwise it is 24 hours. Reset')
    assert.include(sourceOf(page, 'decline_phrases'), 'Unless you set it: our three phrases.')
    assert.include(sourceOf(page, 'remind_1440'), 'Unless you set it: a day and an hour before.')
    assert.include(sourceOf(page, 'quiet_until'), 'Set here. Otherwise it is no quiet hours.')

    const reset = (name: string) =>
      client
        .post('/admin/settings')
        .form({ ...RULES, booking_expiry_hours: '12', quiet_from: '22:00', reset: name })
        .loginAs(shop.user)
        .withCsrfToken()
    assert.match(
      (await reset('booking_expiry_hours')).text(),
      /value="24"[^>]*name="booking_expiry_hours"/
    )
    const quiet = (await reset('quiet')).text()
    assert.notInclude(quiet, 'value="22:00"')
    assert.match(quiet, /value="12"[^>]*name="booking_expiry_hours"/)
    await shop.business.settings.refresh()
    assert.equal(shop.business.settings.bookingExpiryHours, 12, 'nothing is saved by that')
  })
})
