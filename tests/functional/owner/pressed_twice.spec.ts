import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import User from '#models/accounts/user'
import ClientNote from '#models/clients/client_note'
import { clientOf } from '#tests/support/clients'
import { withEmptyTables } from '#tests/support/database'
import type { Shop } from '#tests/support/requests'

const SIGN_UP = {
  ...{ business_name: 'Café Zoë', full_name: 'Zoë Martin', email: 'zoe@example.com' },
  ...{ password: 'a-long-password', time_zone: 'Europe/Paris', currency: 'EUR' },
  ...{ service_name: 'Tasting', duration_minutes: '45', price: '12,50' },
  location_type: 'in_person',
}

test.group('A form that is pressed twice', (group) => {
  withEmptyTables(group)

  async function noteForm(client: ApiClient, shop: Shop) {
    const { id } = await clientOf(shop)
    const page = await client.get(`/admin/clients/${id}`).loginAs(shop.user)
    const [press] = page.text().match(/(?<=name='_press' value=')[\w-]{22}/) ?? []
    const send = (note: string) =>
      client
        .post(`/admin/clients/${id}/notes`)
        .form({ note, _press: press })
        .loginAs(shop.user)
        .withCsrfToken()
        .redirects(0)
    return { press, send }
  }

  const notes = async () => (await ClientNote.query().orderBy('id')).map(({ body }) => body)

  test('is done once, and both presses lead to the same page', async ({ client, assert }) => {
    const shop = await openShop()
    const { press, send } = await noteForm(client, shop)
    assert.isDefined(press)
    const answers = await Promise.all([send('Likes the quiet lane'), send('Likes the quiet lane')])
    assert.deepEqual(
      answers.map((answer) => answer.status()),
      [303, 303]
    )
    assert.equal(answers[0].header('location'), answers[1].header('location'))
    assert.deepEqual(await notes(), ['Likes the quiet lane'])
  })

  test('with something else in it is another form, and so is one sent much later', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { send } = await noteForm(client, shop)
    await send('One')
    await send('Two')
    assert.deepEqual(await notes(), ['One', 'Two'])
    await db.from('form_presses').update({ pressed_at: '2020-01-01T00:00:00Z' })
    await send('Two')
    assert.deepEqual(await notes(), ['One', 'Two', 'Two'])
  })

  test('that was refused is read again', async ({ client, assert }) => {
    const shop = await openShop()
    const { send } = await noteForm(client, shop)
    for (const time of [1, 2]) (await send(' '.repeat(time))).assertStatus(422)
    assert.lengthOf(await db.from('form_presses'), 0)
  })

  test('opens one business', async ({ client, assert }) => {
    const signUp = () => client.post('/sign-up').form(SIGN_UP).withCsrfToken().redirects(0)
    const answers = await Promise.all([signUp(), signUp()])
    for (const answer of answers) answer.assertHeader('location', '/admin/setup')
    assert.lengthOf(await User.query().where('email', SIGN_UP.email), 1)
    assert.lengthOf(await db.from('businesses'), 1)
    // With another password somebody else may mean another business.
    const other = { ...SIGN_UP, password: 'another-long-one' }
    await client.post('/sign-up').form(other).withCsrfToken().redirects(0)
    assert.lengthOf(await db.from('businesses'), 2)
  })
})
