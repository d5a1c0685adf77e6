import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import PlaceBooking from '#actions/bookings/place_booking'
import BlockClient from '#actions/clients/block_client'
import { openShop } from '#database/factories/business'
import { mailboxOf } from '#formats/contacts/mailbox'
import { byClient, byUser } from '#models/by'
import type Client from '#models/clients/client'
import ClientNote from '#models/clients/client_note'
import { clientOf } from '#tests/support/clients'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, place, type Shop } from '#tests/support/requests'

const DETAILS = { name: 'Ines Duarte', email: 'ines@duarte.example', locale: 'en-GB' }

const wanted = (shop: Shop, contact: { email?: string | null; phone?: string | null }) => ({
  businessId: shop.business.id,
  serviceId: shop.service.id,
  startsAt: IN_THREE_DAYS.plus({ hours: 5 }).toMillis(),
  hostId: null,
  client: {
    ...{ name: 'Somebody', email: null, phone: null, notes: null, ...contact },
    ...{ timeZone: 'Europe/London', locale: 'en-GB' },
  },
  idempotencyKey: null,
  by: byClient(),
})

test.group('What is kept of a client', (group) => {
  withGlobalTransaction(group)

  test('details are corrected, and their keys with them', async ({ client, assert }) => {
    const shop = await openShop()
    const known = await clientOf(shop)
    const saved = await client
      .post(`/admin/clients/${known.id}/edit`)
      .form({ ...DETAILS, name: 'Inês Duarte', email: 'New@Duarte.example', phone: '07700 900318' })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    saved.assertStatus(303)
    await known.refresh()
    assert.equal(known.name, 'Inês Duarte')
    assert.equal(known.emailKey, 'new@duarte.example')
    assert.equal(known.phoneKey, '+447700900318')
    const [entry] = await db.from('audit_entries').where('action', 'client.corrected')
    assert.deepEqual(entry.changes, { name: true, email: true, phone: true })
  })

  test('a form that is wrong keeps what was typed', async ({ client }) => {
    const shop = await openShop()
    const { id } = await clientOf(shop)
    const refused = await client
      .post(`/admin/clients/${id}/edit`)
      .form({ ...DETAILS, name: '', email: 'nowhere', notes: 'Kept words' })
      .loginAs(shop.user)
      .withCsrfToken()
    refused.assertStatus(422)
    refused.assertTextIncludes('nowhere')
    refused.assertTextIncludes('Kept words')
  })

  test('a form that is older than an edit shows both', async ({ client, assert }) => {
    const shop = await openShop()
    const known = await clientOf(shop)
    const stale = await client
      .post(`/admin/clients/${known.id}/edit`)
      .form({ ...DETAILS, name: 'Typed Name', version: 'older' })
      .loginAs(shop.user)
      .withCsrfToken()
    stale.assertStatus(409)
    stale.assertTextIncludes('Typed Name')
    stale.assertTextIncludes('Ines Duarte')
    assert.equal((await known.refresh()).name, 'Ines Duarte')
  })

  test('an address of somebody else is refused by name', async ({ client }) => {
    const shop = await openShop()
    const { id } = await clientOf(shop)
    const startsAt = IN_THREE_DAYS.plus({ hours: 1 })
    await clientOf(shop, { name: 'Grace Liu', email: 'grace@x.example', startsAt })
    const taken = await client
      .post(`/admin/clients/${id}/edit`)
      .form({ ...DETAILS, email: 'GRACE@x.example' })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
    taken.assertStatus(422)
    taken.assertTextIncludes('Grace Liu has this address already')
  })

  test('notes are written, changed and removed', async ({ client, assert }) => {
    const shop = await openShop()
    const { id } = await clientOf(shop)
    const send = (path: string, form: object) =>
      client
        .post(`/admin/clients/${path}`)
        .form(form)
        .loginAs(shop.user)
        .withCsrfToken()
        .redirects(0)
    ;(await send(`${id}/notes`, { note: '' })).assertStatus(422)
    ;(await send(`${id}/notes`, { note: 'Likes lane 2.' })).assertStatus(303)
    const note = await ClientNote.firstOrFail()
    ;(await send(`notes/${note.id}`, { note: 'Likes lane 3.', version: 'x' })).assertStatus(409)
    const page = `/admin/clients/notes/${note.id}`
    ;(await send(`notes/${note.id}`, { note: 'Likes lane 3.' }).withVersion(page)).assertStatus(303)
    assert.equal((await note.refresh()).body, 'Likes lane 3.')
    const shown = await client.get(`/admin/clients/${id}`).loginAs(shop.user)
    shown.assertTextIncludes(`Note by ${shop.user.fullName}`)
  })

  test('a tag is there once, however it is written', async ({ client, assert }) => {
    const shop = await openShop()
    const known = await clientOf(shop)
    const send = (path: string, form: object) =>
      client
        .post(`/admin/clients/${known.id}/${path}`)
        .form(form)
        .loginAs(shop.user)
        .withCsrfToken()
        .redirects(0)
    for (const word of ['Adult', 'adult']) (await send('tags', { tag: word })).assertStatus(303)
    assert.deepEqual((await known.refresh()).tags, ['Adult'])
    ;(await send('tags/removal', { untag: 'ADULT' })).assertStatus(303)
    assert.deepEqual((await known.refresh()).tags, [])
    ;(await send('tags', { tag: '' })).assertStatus(422)
  })

  test('what is typed in one part of the record stays when another is sent', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const known = await clientOf(shop)
    await known.merge({ tags: ['Junior'] }).save()
    const note = 'Likes lane 2.'
    const send = (path: string, form: object) =>
      client
        .post(`/admin/clients/${known.id}/${path}`)
        .form(form)
        .loginAs(shop.user)
        .withCsrfToken()
        .redirects(0)
    for (const [path, form] of [
      ['tags', { tag: 'Adult', note }],
      ['tags/removal', { untag: 'Junior', note }],
      ['block', { block_reason: 'Never came', note }],
      ['block/removal', { note }],
    ] as const) {
      const done = await send(path, form)
      done.assertStatus(200)
      done.assertTextIncludes(note)
      done.assertTextIncludes('Not saved yet')
    }
    await known.refresh()
    assert.deepEqual(known.tags, ['Adult'])
    assert.isNull(known.blockedAt)
    assert.lengthOf(await ClientNote.all(), 0)
    ;(await send('tags', { tag: '', note })).assertTextIncludes(note)
    ;(await send('notes', { note, tag: '', block_reason: '' })).assertStatus(303)
    assert.lengthOf(await ClientNote.all(), 1)
  })
})

test.group('Somebody who is blocked', (group) => {
  withGlobalTransaction(group)

  async function blockedIn(shop: Shop): Promise<Client> {
    const known = await clientOf(shop, { email: 'a@x.example', phone: '07700 900318' })
    await new BlockClient().handle({
      ...{ businessId: shop.business.id, clientId: known.id },
      ...{ reason: 'Did not pay', by: byUser(shop.user.id) },
    })
    return known
  }

  test('is turned away by address and by number, and nobody else is: {$self}')
    .with([
      { contact: { email: 'A@X.example' }, outcome: 'blocked' },
      { contact: { email: 'a+again@x.example' }, outcome: 'blocked' },
      { contact: { email: 'a.b@x.example' }, outcome: 'booked' },
      { contact: { phone: '+44 7700 900318' }, outcome: 'blocked' },
      { contact: { email: 'new@x.example', phone: '0044 7700 900318' }, outcome: 'blocked' },
      { contact: { email: 'new@x.example' }, outcome: 'booked' },
    ])
    .run(async ({ assert }, { contact, outcome }) => {
      const shop = await openShop()
      await blockedIn(shop)
      const placed = await new PlaceBooking().handle(wanted(shop, contact))
      assert.equal(placed.outcome, outcome)
      const refusals = await db.from('client_refusals')
      assert.lengthOf(refusals, outcome === 'blocked' ? 1 : 0)
    })

  test('is turned away at every spelling of the mailbox: {$self}')
    .with([
      ...([
        ['a.b+c@gmail.com', 'ab@googlemail.com'],
        ['a@x.example', '"a"+1@x.example'],
      ] as const),
      ['a+tag@x.example', 'a@x.example'],
    ])
    .run(async ({ assert }, [known, typed]) => {
      const shop = await openShop()
      const { id: clientId } = await clientOf(shop, { email: known })
      await new BlockClient().handle({
        ...{ businessId: shop.business.id, clientId },
        ...{ reason: 'Did not pay', by: byUser(shop.user.id) },
      })
      assert.equal(mailboxOf(known), mailboxOf(typed))
      const placed = await new PlaceBooking().handle(wanted(shop, { email: typed }))
      assert.equal(placed.outcome, 'blocked')
    })

  test('is seen on the client’s page, with what was wanted', async ({ client }) => {
    const shop = await openShop()
    const { id } = await blockedIn(shop)
    await new PlaceBooking().handle(wanted(shop, { email: 'a@x.example' }))
    const page = await client.get(`/admin/clients/${id}`).loginAs(shop.user)
    page.assertTextIncludes('Did not pay')
    page.assertTextIncludes('One attempt to book online was refused')
    page.assertTextIncludes('Wanted to book online')
  })

  test('is blocked at one business only, and until it is ended', async ({ assert }) => {
    const [here, there] = [await openShop(), await openShop()]
    const { id } = await blockedIn(here)
    assert.equal(
      (await new PlaceBooking().handle(wanted(there, { email: 'a@x.example' }))).outcome,
      'booked'
    )
    await new BlockClient().handle({
      ...{ businessId: here.business.id, clientId: id, reason: null },
      by: byUser(here.user.id),
    })
    await place(here, { email: 'a@x.example', startsAt: IN_THREE_DAYS.plus({ hours: 2 }) })
  })

  test('needs a reason', async ({ client, assert }) => {
    const shop = await openShop()
    const known = await clientOf(shop)
    const refused = await client
      .post(`/admin/clients/${known.id}/block`)
      .form({ block_reason: '' })
      .loginAs(shop.user)
      .withCsrfToken()
    refused.assertStatus(422)
    assert.isNull((await known.refresh()).blockedAt)
  })
})
