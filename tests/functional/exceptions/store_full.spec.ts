import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { takeBackRefusal, tellRefusal } from '#services/store_room'
import { withEmptyTables } from '#tests/support/database'
import { detailsAddress, filledForm, instant, tenOClock } from '#tests/support/guest'

const REFUSING = ['bookings', 'mailbox_messages']

/** As PostgreSQL says that a file cannot grow. */
async function fillDisk() {
  await db.connection('owner').rawQuery(`
    create or replace function refuse_for_room() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`)
  for (const table of REFUSING) {
    await db
      .connection('owner')
      .rawQuery(
        `create trigger full_disk before insert on ${table} for each row execute function refuse_for_room()`
      )
  }
}

async function makeRoom() {
  for (const table of REFUSING) {
    await db.connection('owner').rawQuery(`drop trigger if exists full_disk on ${table}`)
  }
  await db.connection('owner').rawQuery('drop function if exists refuse_for_room()')
}

test.group('A database whose disk is full', (group) => {
  withEmptyTables(group)
  group.each.teardown(() => makeRoom())

  test('is told as such to people, machines and whoever asks for readiness, until there is room', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const form = filledForm(shop, tenOClock())
    ;(await client.get('/health/ready')).assertStatus(200)
    await fillDisk()

    const page = await client.post(detailsAddress(shop)).form(form).accept('html')
    page.assertStatus(503)
    page.assertHeader('retry-after', '5')
    page.assertTextIncludes('We cannot answer right now')
    const answer = await client.post(`/api/booking/public/${shop.business.slug}/book`).json({
      service_id: shop.service.id,
      starts_at: instant(tenOClock()),
      client_name: 'Priya Shah',
      client_email: 'priya@example.com',
    })
    answer.assertStatus(503)
    answer.assertHeader('retry-after', '5')
    const unready = await client.get('/health/ready')
    unready.assertStatus(503)
    ;(await client.get(`/book/${shop.business.slug}`)).assertStatus(200)

    await makeRoom()
    ;(await client.get('/health/ready')).assertStatus(200)
    assert.lengthOf(await db.from('mailbox_messages'), 0)
    const booked = await client.post(detailsAddress(shop)).form(form).redirects(0)
    booked.assertStatus(303)
  })

  test('is told to whoever asks for readiness while a worker is refused, and no longer', async ({
    client,
    cleanup,
  }) => {
    cleanup(() => takeBackRefusal())
    await tellRefusal()
    const [first, second] = [await client.get('/health/ready'), await client.get('/health/ready')]
    first.assertStatus(503)
    second.assertStatus(503)

    await takeBackRefusal()
    ;(await client.get('/health/ready')).assertStatus(200)
  })
})
