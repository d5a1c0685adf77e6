import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import Business from '#models/settings/business'
import User from '#models/accounts/user'
import SignUp from '#actions/accounts/sign_up'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'

const ANSWERS = {
  business_name: 'Café Zoë',
  full_name: 'Zoë Martin',
  email: 'zoe@example.com',
  password: 'a-long-password',
  time_zone: 'Europe/Paris',
  currency: 'EUR',
  service_name: 'Tasting',
  duration_minutes: '45',
  price: '12,50',
  location_type: 'in_person',
  location_details: '2 rue du Port',
}

test.group('Signing up', (group) => {
  withGlobalTransaction(group)

  test('opens everything a live link needs, signs in and leads to what is left', async ({
    client,
    assert,
  }) => {
    const response = await client
      .post('/sign-up')
      .form(ANSWERS)
      .header('accept-language', 'fr-FR,en;q=0.8')
      .withCsrfToken()
      .redirects(0)
    response.assertStatus(303)
    response.assertHeader('location', '/admin/setup')

    const business = await Business.query()
      .where('slug', 'cafe-zoe')
      .preload('settings')
      .preload('memberships')
      .preload('hosts', (hosts) =>
        hosts.preload('availabilityRules', (rules) => rules.orderBy('dayOfWeek'))
      )
      .preload('services', (services) => services.preload('hosts'))
      .firstOrFail()
    assert.equal(business.timeZone, 'Europe/Paris')
    assert.equal(business.memberships[0].role, 'owner')
    assert.isTrue(business.settings.isActive)
    assert.equal(business.settings.bufferTimeMinutes, 0, 'a pause that nobody asked for')
    assert.deepEqual(
      business.hosts[0].availabilityRules.map(
        ({ dayOfWeek, opensTime, closesTime }) => `${dayOfWeek} ${opensTime}–${closesTime}`
      ),
      [1, 2, 3, 4, 5].map((day) => `${day} 09:00–17:00`)
    )
    const [service] = business.services
    assert.deepInclude(service.$attributes, { price: '12.50', durationMinutes: 45 })
    assert.lengthOf(service.hosts, 1)
    assert.isNotNull(await db.from('audit_entries').where('business_id', business.id).first())

    const user = await User.findByOrFail('email', 'zoe@example.com')
    assert.notEqual(user.password, 'a-long-password')
    for (const path of [
      `/admin/services/${service.id}/edit`,
      `/admin/history?about=service&id=${service.id}`,
    ]) {
      const history = await client.get(path).loginAs(user)
      assert.notInclude(history.text(), 'Nothing has been changed yet')
    }
    const made = await client.get(`/admin/history?about=service&id=${service.id}`).loginAs(user)
    made.assertTextIncludes('Service added')
    assert.notInclude(made.text(), '<del>')
    const link = await client.get('/admin/setup').loginAs(user)
    link.assertTextIncludes('Set up your booking page')
    link.assertTextIncludes('/book/cafe-zoe')
  })

  test('shows the owner’s address to clients only where that is wanted', async ({
    client,
    assert,
  }) => {
    for (const [email, wanted, shown] of [
      ['one@example.com', {}, null],
      ['two@example.com', { shows_email: 'on' }, 'two@example.com'],
    ] as const) {
      const form = { ...ANSWERS, email, ...wanted }
      await client.post('/sign-up').form(form).withCsrfToken().redirects(0)
      const business = await Business.query().orderBy('id', 'desc').firstOrFail()
      assert.equal(business.email, shown)
      const page = await client.get(`/book/${business.slug}`)
      assert.equal(page.text().includes(email), shown !== null)
    }
  })

  test('numbers the address when the name is taken', async ({ client, assert }) => {
    for (const email of ['one@example.com', 'two@example.com']) {
      await client
        .post('/sign-up')
        .form({ ...ANSWERS, email })
        .withCsrfToken()
        .redirects(0)
    }
    const slugs = await Business.query().whereLike('slug', 'cafe-zoe%').orderBy('id').select('slug')
    assert.deepEqual(
      slugs.map(({ slug }) => slug),
      ['cafe-zoe', 'cafe-zoe-2']
    )
  })

  test('keeps what was typed but the password, when something is wrong', async ({
    client,
    assert,
  }) => {
    const response = await client
      .post('/sign-up')
      .form({ ...ANSWERS, currency: 'XXQ', business_name: 'Second try' })
      .withCsrfToken()
    response.assertStatus(422)
    response.assertTextIncludes('value="Second try"')
    assert.notInclude(response.text(), 'a-long-password')
    assert.isNull(await Business.findBy('name', 'Second try'))
  })

  for (const [field, value, sentence] of [
    ['business_name', '', 'Enter the name of your business'],
    ['email', 'zoe.example.com', 'it needs an @'],
    ['password', 'short', 'at least 8 characters'],
    ['password', 'password', 'Many people use this password'],
    ['password', '12345678', 'Many people use this password'],
    ['time_zone', 'Europe/Atlantis', 'Choose a time zone from the list'],
    ['currency', 'XXQ', 'Choose one from the list'],
    ['duration_minutes', '4', 'The shortest length is 5 minutes'],
    ['duration_minutes', 'an hour', 'Write the length in whole minutes'],
    ['price', '-5', 'Write the price in EUR, for example 50 or 1234.50'],
    ['location_type', 'moon', 'Choose one from the list'],
  ]) {
    test(`refuses ${field} "${value}" at the field`, async ({ client }) => {
      const response = await client
        .post('/sign-up')
        .form({ ...ANSWERS, [field]: value })
        .withCsrfToken()
      response.assertStatus(422)
      response.assertTextIncludes(sentence)
      response.assertTextIncludes(`href="#${field}"`)
      response.assertTextIncludes('<title>Error: ')
    })
  }

  test('survives input of any shape', async ({ client, assert }) => {
    for (const odd of [
      ['an', 'array'],
      { an: { object: 'deep' } },
      'NUL \u0000 and \ud800 half',
      'x'.repeat(60_000),
    ]) {
      for (const field of Object.keys(ANSWERS)) {
        const response = await client
          .post('/sign-up')
          .json({ ...ANSWERS, email: `${field}@example.com`, [field]: odd })
          .withCsrfToken()
          .header('accept', 'text/html')
          .redirects(0)
        assert.include(
          [303, 422],
          response.status(),
          `${field}: ${JSON.stringify(odd).slice(0, 40)}`
        )
      }
    }
  })

  test('refuses a form without its token, and keeps all but the password', async ({
    client,
    assert,
  }) => {
    const response = await client.post('/sign-up').form(ANSWERS).redirects(0)
    response.assertStatus(422)
    response.assertTextIncludes('name="business_name" value="Café Zoë"')
    response.assertTextIncludes('Send it once more')
    assert.notInclude(response.text(), ANSWERS.password)
    assert.isNull(await User.findBy('email', ANSWERS.email))
  })
})

test.group('Signing up at the same moment', (group) => {
  withEmptyTables(group)

  test('businesses of one name each get an address, and an account of their own', async ({
    assert,
  }) => {
    const open = ([email, password]: string[]) =>
      new SignUp().handle({
        businessName: 'Café Zoë',
        fullName: 'Zoë Martin',
        email,
        password,
        timeZone: 'Europe/Paris',
        locale: 'fr-FR',
        currency: 'EUR',
        showsEmail: true,
        service: {
          name: 'Tasting',
          durationMinutes: 45,
          price: '12.50',
          locationType: 'in_person',
          locationDetails: null,
        },
        requestId: null,
      })
    const first = 'a-long-password'
    const accounts = [
      ['a@x.example', first],
      ['b@x.example', first],
      ['c@x.example', first],
    ]
    await Promise.all([...accounts, ['c@x.example', 'another-long-one']].map(open))
    assert.lengthOf(await User.all(), 4)
    const businesses = await Business.query().orderBy('slug')
    assert.deepEqual(
      businesses.map(({ slug }) => slug),
      ['cafe-zoe', 'cafe-zoe-2', 'cafe-zoe-3', 'cafe-zoe-4']
    )
  })
})
