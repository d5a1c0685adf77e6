import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import ImportClients from '#actions/clients/import_clients'
import { openShop } from '#database/factories/business'
import Client from '#models/clients/client'
import ClientImport from '#models/clients/client_import'
import { clientOf, importOf } from '#tests/support/clients'
import { withGlobalTransaction } from '#tests/support/database'
import type { Shop } from '#tests/support/requests'

const FILE = [
  'First;Surname;E-mail;Mobile;Groups;Colour',
  'Grace;Liu;Grace@Liu.example;07700 900111;Adult,Butterfly;red',
  'Somebody;Else;INES@duarte.example;07700 900222;Adult;',
  ';;nobody@x.example;;;',
  'Tom;Ash;not an address;;;',
  'Ana;Sol;;07700 900333;;',
  'Grace;Liu again;grace@liu.example;;;',
].join('\r\n')

const COLUMNS = {
  ...{ column_0: 'first_name', column_1: 'last_name', column_2: 'email', column_3: 'phone' },
  ...{ column_4: 'tags', column_5: '' },
}

/** As long as the rows of real ones. */
const fileOf = (rows: number) =>
  `Name,Mail,Phone,Tags,Notes\n${'Priya Nair,priya.nair@mail.example,07700 900214,Regular;Adult,Comes on Tuesdays\n'.repeat(rows)}`

test.group('/admin/clients/imports', (group) => {
  withGlobalTransaction(group)

  async function readInto(shop: Shop, client: ApiClient, content: string | Buffer) {
    return client
      .post('/admin/clients/imports')
      .file('file', Buffer.from(content), { filename: 'clients.csv', contentType: 'text/csv' })
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
  }

  test('knows the columns of its own files', async ({ client, assert }) => {
    const shop = await openShop()
    await clientOf(shop)
    const own = await client.get('/admin/clients.csv').loginAs(shop.user)
    const other = await openShop()
    const sent = await readInto(other, client, own.text())
    const page = await client.get(String(sent.header('location'))).loginAs(other.user)
    const chosen = [...page.text().matchAll(/<option value="(\w+)" selected/g)].map(([, at]) => at)
    assert.sameMembers(chosen, ['name', 'email', 'phone', 'tags', 'notes'])
  })

  test('takes in rows, overwrites no name, and hands back what it refused', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const known = await clientOf(shop)
    const sent = await readInto(shop, client, FILE)
    sent.assertStatus(303)
    const read = await ClientImport.findByOrFail('business_id', shop.business.id)
    sent.assertHeader('location', `/admin/clients/imports/${read.id}`)
    const address = `/admin/clients/imports/${read.id}`
    const asked = await client.get(address).loginAs(shop.user)
    asked.assertTextIncludes('For example Grace, Somebody')
    for (const guessed of ['first_name', 'last_name', 'email', 'phone', 'tags']) {
      asked.assertTextIncludes(`<option value="${guessed}" selected`)
    }

    const begin = (columns: object) =>
      client.post(address).form(columns).loginAs(shop.user).withCsrfToken().redirects(0)
    const wrong = await begin({ ...COLUMNS, column_2: '', column_3: '' })
    wrong.assertStatus(422)
    wrong.assertTextIncludes('Say which column has the email address or the phone number')
    ;(await begin(COLUMNS)).assertStatus(303)
    ;(await begin(COLUMNS)).assertStatus(303)
    await new ImportClients().handle()

    await read.refresh()
    const { status, addedCount, matchedCount, refusedCount } = read
    assert.deepEqual([status, addedCount, matchedCount, refusedCount], ['done', 2, 2, 2])
    await known.refresh()
    assert.deepEqual([known.name, known.tags], ['Ines Duarte', ['Adult']])
    assert.equal(known.phoneKey, '+447700900222')
    const grace = await Client.findByOrFail('email_key', 'grace@liu.example')
    assert.deepEqual([grace.name, grace.tags], ['Grace Liu', ['Adult', 'Butterfly']])
    assert.isNotNull(grace.clientSince)

    const done = await client.get(address).loginAs(shop.user)
    done.assertTextIncludes('2 added, 2 already there, 2 refused')
    const report = await client.get(`${address}/refused.csv`).loginAs(shop.user)
    const [, missing, unwritable] = report.text().trim().split('\r\n')
    assert.match(missing, /^4,The name is missing.*nobody@x\.example/)
    assert.match(unwritable, /^5,The email address does not work,Tom,Ash/)
  })

  test('says with whom a row was joined that only a number tells', async ({ client, assert }) => {
    const shop = await openShop()
    const known = await clientOf(shop)
    await known.merge({ phone: '07700 900222', phoneKey: '+447700900222' }).save()
    const rows = [
      'Name,Mail,Phone,Notes',
      'Ines D.,,+44 7700 900222',
      'Ines Work,work@duarte.example,07700 900222,by phone',
      'Ines Duarte,ines@duarte.example,07700 900222',
      'Priya Nair,priya@nair.example,07700 900214',
    ]
    await readInto(shop, client, rows.join('\n'))
    const read = await ClientImport.findByOrFail('business_id', shop.business.id)
    await read.merge({ columns: ['name', 'email', 'phone', 'notes'], status: 'running' }).save()
    await new ImportClients().handle()
    await read.refresh()
    assert.deepEqual([read.status, read.doneCount], ['done', 4])
    assert.deepEqual([read.addedCount, read.matchedCount], [1, 3])
    await known.merge({ notes: 'Mornings only.' }).save()
    const file = (await client.get('/admin/clients.csv').loginAs(shop.user)).text()
    assert.include(file, '"Mornings only.\nFrom Ines Work: by phone"')
    const page = await client.get(`/admin/clients/imports/${read.id}`).loginAs(shop.user)
    page.assertTextIncludes('2 of 2 rows joined to clients by phone number')
    page.assertTextIncludes('Line 2: Ines D., +44 7700 900222')
    page.assertTextIncludes('Line 3: Ines Work, work@duarte.example, 07700 900222, by phone')
    const named = `Has the same number as <a href="/admin/clients/${known.id}">Ines Duarte</a>`
    assert.lengthOf(page.text().split(named), 3)
    assert.notInclude(page.text(), 'Line 4')
    assert.notInclude(page.text(), 'Line 5')
  })

  test('goes on where it was stopped, and takes nobody in twice', async ({ assert }) => {
    const shop = await openShop()
    const read = await importOf(shop.business)
    await read.merge({ columns: ['name', 'email'], status: 'running' }).save()
    await db.from('client_import_rows').where({ import_id: read.id, line: 3 }).delete()
    await read.merge({ rowCount: 1 }).save()
    await new ImportClients().handle()
    await read.merge({ status: 'running' }).save()
    await new ImportClients().handle()
    await read.refresh()
    assert.deepEqual([read.status, read.doneCount], ['done', 1])
    assert.lengthOf(await Client.query().where('business_id', shop.business.id), 1)
  })

  test('says what is wrong with a file: {sentence}')
    .with([
      { content: '', sentence: 'The file is empty' },
      { content: 'PK\u0003\u0004', sentence: 'This is a spreadsheet' },
      { content: 'Name,Mail\n', sentence: 'There is nothing below the titles' },
      { content: fileOf(100_000), sentence: 'The file has 100,000 rows' },
      {
        content: 'Grace Liu,grace@liu.example\nTom,tom@x.example',
        sentence: 'not the column titles',
      },
      {
        content: Buffer.from(
          '\x96\xbc\x91O,Mail\n\x8eR\x93c\x91\xbe\x98Y\x81\x40,y@x.example',
          'latin1'
        ),
        sentence: 'The letters of this file cannot be read',
      },
      { content: 'x'.repeat(11 * 1024 * 1024), sentence: 'The file is larger than 10 MB' },
    ])
    .run(async ({ client, assert }, { content, sentence }) => {
      const shop = await openShop()
      const refused = await readInto(shop, client, content)
      refused.assertStatus(422)
      refused.assertTextIncludes(sentence)
      assert.isEmpty(await ClientImport.all())
    })

  test('reads as many rows as it says, of a real length', async ({ client, assert }) => {
    const shop = await openShop()
    const sent = await readInto(shop, client, fileOf(20_000))
    sent.assertStatus(303)
    const read = await ClientImport.findByOrFail('business_id', shop.business.id)
    assert.equal(read.rowCount, 20_000)
  })

  test('reads what other programs write: {encoding}')
    .with([
      { encoding: 'windows-1252', bytes: Buffer.from('Name;Mail\r\nZo\xeb;z@x.example', 'latin1') },
      {
        encoding: 'utf-16',
        bytes: Buffer.from('\ufeffName;Mail\r\nZo\xeb;z@x.example', 'utf16le'),
      },
      { encoding: 'line ends of old', bytes: Buffer.from('Name;Mail\rZo\xeb;z@x.example\r') },
    ])
    .run(async ({ client, assert }, { bytes }) => {
      const shop = await openShop()
      ;(await readInto(shop, client, bytes)).assertStatus(303)
      const read = await ClientImport.findByOrFail('business_id', shop.business.id)
      const row = await db.from('client_import_rows').where('import_id', read.id).firstOrFail()
      assert.deepEqual(
        [read.titles, row.cells],
        [
          ['Name', 'Mail'],
          ['Zo\xeb', 'z@x.example'],
        ]
      )
    })

  test('knows no import of another business', async ({ client }) => {
    const shop = await openShop()
    const { id } = await importOf((await openShop()).business)
    for (const path of [`${id}`, `${id}/refused.csv`]) {
      const response = await client.get(`/admin/clients/imports/${path}`).loginAs(shop.user)
      response.assertStatus(404)
    }
  })
})
