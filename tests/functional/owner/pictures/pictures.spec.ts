import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import sharp from 'sharp'
import { openShop } from '#database/factories/business'
import Picture from '#models/pictures/picture'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import {
  photo,
  pictureRow,
  placeOfBusiness,
  placeOfHost,
  placeOfService,
  showPicture,
} from '#tests/support/pictures'

type Shop = Awaited<ReturnType<typeof openShop>>

async function send(client: ApiClient, { user }: Shop, path: string, bytes?: Buffer, fields = {}) {
  const page = (await client.get(path).loginAs(user)).text()
  const request = client.post(path).loginAs(user).withCsrfToken().redirects(0)
  request.fields({ version: versionIn(page, path), ...fields })
  if (bytes) request.file('picture', bytes, { filename: 'photo.jpg', contentType: 'image/jpeg' })
  return request
}

const press = (client: ApiClient, { user }: Shop, path: string, form: Record<string, string>) =>
  client.post(path).form(form).loginAs(user).withCsrfToken().redirects(0)

const shownIn = (page: string) => /\/images\/([\w-]{22,64})\//.exec(page)?.[1]

/** Frames that are alike would be one. */
async function moving() {
  const frames = [photo(300, 300), photo(300, 300)].map((frame) => frame.png().toBuffer())
  return sharp(await Promise.all(frames), { join: { animated: true } })
    .webp()
    .toBuffer()
}

test.group('Pictures of a business', (group) => {
  withGlobalTransaction(group)

  test('a cover is made anew in every size, without where it was taken', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const taken = await photo(3000, 2000)
      .withExif({ IFD0: { Make: 'Camera' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .jpeg({ quality: 95 })
      .toBuffer()
    assert.include(taken.toString('latin1'), 'Camera')
    const hidden = Buffer.concat([taken, Buffer.from('PK\x03\x04 <script>alert(1)</script>')])
    const sent = await send(client, shop, '/admin/settings/cover', hidden, { alt: 'Two swimmers' })
    sent.assertStatus(303)

    const picture = await Picture.findByOrFail({ businessId: shop.business.id, kind: 'cover' })
    assert.deepEqual([picture.width, picture.height, picture.alt], [2160, 720, 'Two swimmers'])
    const files = await db.from('picture_files').where('picture_id', picture.id)
    assert.lengthOf(files, 8)
    for (const { bytes, width, format } of files) {
      const found = await sharp(bytes).metadata()
      assert.deepEqual([found.width, found.exif], [width, undefined])
      assert.equal(found.mediaType, `image/${format}`)
      assert.notMatch(bytes.toString('latin1'), /Camera|<script/)
      assert.isBelow(bytes.length, 2_000 + width * (width / 3) * 0.05 + 1)
    }
  })

  test('a picture is served for good under its address, and no more once it is removed', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { key, id } = await showPicture(placeOfBusiness(shop.business, 'logo'))
    const [{ width }] = await db.from('picture_files').where('picture_id', id)
    for (const format of ['avif', 'webp', 'jpeg']) {
      const served = await client.get(`/images/${key}/${width}.${format}`)
      served.assertStatus(200)
      served.assertHeader('content-type', `image/${format}`)
      served.assertHeader('cache-control', 'public, max-age=31536000, immutable')
      served.assertHeader('x-content-type-options', 'nosniff')
      assert.isUndefined(served.header('set-cookie'))
      const { mediaType } = await sharp(Buffer.from(served.body())).metadata()
      assert.equal(mediaType, `image/${format}`)
    }
    ;(await client.get(`/images/${key}/9.webp`)).assertStatus(404)
    ;(await client.get(`/images/${key}/9.jpeg`)).assertStatus(404)
    ;(await client.get(`/images/${'A'.repeat(32)}/${width}.webp`)).assertStatus(404)
    ;(await client.get(`/images/${key}/${width}.svg`)).assertStatus(404)

    const page = '/admin/settings/logo'
    const version = versionIn((await client.get(page).loginAs(shop.user)).text(), page)
    ;(await press(client, shop, `${page}/removal`, { version })).assertStatus(303)
    const gone = await client.get(`/images/${key}/${width}.webp`)
    gone.assertStatus(404)
    assert.notInclude(gone.header('cache-control') ?? '', 'immutable')
  })

  for (const [name, make, sentence] of [
    ['nothing', null, 'Choose a picture on your device'],
    [
      'a page',
      () => Buffer.from('<!doctype html><script>alert(1)</script>'),
      'This is not a picture',
    ],
    ['a program', () => Buffer.from('MZ\x90\x00 this program'), 'This is not a picture'],
    ['an archive', () => Buffer.from('PK\x03\x04photo.jpg'), 'This is not a picture'],
    ['nothing inside', () => Buffer.from(' '), 'This is not a picture'],
    [
      'a drawing with a program',
      () => Buffer.from('<?xml version="1.0"?><svg onload="alert(1)"/>'),
      'SVG files can contain programs',
    ],
    [
      'a picture of a phone',
      () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      'HEIC pictures from a phone',
    ],
    [
      'an old animation',
      () => Buffer.from('GIF89a\x01\x00\x01\x00'),
      'We do not take pictures of this kind. Save it as',
    ],
    ['a moving picture', () => moving(), 'This picture moves'],
    ['half a picture', async () => (await photo().jpeg().toBuffer()).subarray(0, 4000), 'damaged'],
    ['a head and nothing else', () => Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'damaged'],
    ['a stamp', () => photo(20, 20).png().toBuffer(), 'too small to look sharp'],
    [
      'a bomb',
      () =>
        sharp({ create: { width: 7_100, height: 7_100, channels: 3, background: '#fff' } })
          .png({ compressionLevel: 9 })
          .toBuffer(),
      'more than 50 million pixels',
    ],
    ['too many bytes', () => Buffer.alloc(10 * 1024 * 1024 + 1, '\xff\xd8\xff'), '10 MB'],
  ] as const) {
    test(`${name} is refused by name at the field`, async ({ client, assert }) => {
      const shop = await openShop()
      const bytes = make ? await make() : undefined
      const refused = await send(client, shop, '/admin/settings/logo', bytes)
      refused.assertStatus(422)
      const text = /id="picture-error"[^]*?<\/span>([^<]*)<\/span>/.exec(refused.text())?.[1] ?? ''
      assert.include(text, sentence)
      assert.match(refused.text(), /<a href="#picture">/)
      assert.lengthOf(await Picture.query().where('business_id', shop.business.id), 0)
    })
  }

  test('what is far too long is not read to its end', async ({ client }) => {
    const shop = await openShop()
    const long = Buffer.alloc(41 * 1024 * 1024)
    ;(await send(client, shop, '/admin/settings/logo', long)).assertStatus(413)
    // Elsewhere, the usual limit stands.
    const elsewhere = await client
      .post('/admin/availability/holidays/review')
      .loginAs(shop.user)
      .withCsrfToken()
      .file('file', Buffer.alloc(2 * 1024 * 1024), { filename: 'days.ics' })
    elsewhere.assertStatus(413)
  })

  test('what was typed beside a refused picture is kept', async ({ client }) => {
    const shop = await openShop()
    const words = { alt: 'Two swimmers in their lanes' }
    const bytes = Buffer.from('no picture')
    const refused = await send(client, shop, '/admin/settings/cover', bytes, words)
    refused.assertStatus(422)
    refused.assertTextIncludes('value="Two swimmers in their lanes"')
    const long = { alt: 'a'.repeat(201) }
    ;(await send(client, shop, '/admin/settings/cover', bytes, long)).assertStatus(422)
  })

  test('a picture that was changed meanwhile is shown first', async ({ client, assert }) => {
    const shop = await openShop()
    for (const [path, place] of [
      ['/admin/settings/logo', placeOfBusiness(shop.business, 'logo')],
      [`/admin/people/${shop.host.id}/photo`, placeOfHost(shop.host)],
      [`/admin/services/${shop.service.id}/photo`, placeOfService(shop.service)],
    ] as const) {
      const earlier = await showPicture(place)
      const page = (await client.get(path).loginAs(shop.user)).text()
      const version = versionIn(page, path)
      const now = await showPicture(place)
      const form = { version, picture: String(earlier.id) }
      for (const act of ['removal', 'return']) {
        const refused = await press(client, shop, `${path}/${act}`, form)
        refused.assertStatus(409)
        refused.assertTextIncludes('Not saved')
        assert.include(refused.text(), now.key)
      }
      const bytes = await photo().png().toBuffer()
      const sent = await send(client, shop, path, bytes, { version })
      sent.assertStatus(409)
      const fresh = versionIn(sent.text(), path)
      ;(await send(client, shop, path, bytes, { version: fresh })).assertStatus(303)
    }
  })

  test('an earlier picture can be put back, also from the history', async ({ client, assert }) => {
    const shop = await openShop()
    const place = placeOfHost(shop.host)
    const first = await showPicture(place)
    await showPicture(place)
    const history = (await client.get('/admin/history').loginAs(shop.user)).text()
    assert.include(history, 'Photo changed')
    const [undo = ''] =
      new RegExp(`/admin/people/${shop.host.id}/photo\\?before=\\d+`).exec(history) ?? []
    const path = undo.split('?')[0]
    const page = (await client.get(undo).loginAs(shop.user)).text()
    assert.include(page, 'is marked below')
    assert.match(page, new RegExp(`aria-current="true"[^]*?/admin/pictures/${first.id}"`))
    const kept = await client.get(`/admin/pictures/${first.id}`).loginAs(shop.user)
    kept.assertStatus(200)
    kept.assertHeader('content-type', 'image/webp')

    const form = { version: versionIn(page, path), picture: String(first.id) }
    ;(await press(client, shop, `${path}/return`, form)).assertStatus(303)
    assert.equal(shownIn((await client.get(path).loginAs(shop.user)).text()), first.key)
    const { action, changes } = await db.from('audit_entries').orderBy('id', 'desc').firstOrFail()
    assert.equal(action, 'host.photo_set')
    assert.equal(changes.picture.to, first.id)
  })

  test('pictures of another business are neither shown nor put back', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const stranger = await openShop()
    const theirs = await pictureRow(placeOfHost(stranger.host))
    await theirs.merge({ removedAt: theirs.createdAt }).save()
    ;(await client.get(`/admin/pictures/${theirs.id}`).loginAs(shop.user)).assertStatus(404)
    const path = `/admin/people/${shop.host.id}/photo`
    const page = (await client.get(path).loginAs(shop.user)).text()
    const form = { version: versionIn(page, path), picture: String(theirs.id) }
    ;(await press(client, shop, `${path}/return`, form)).assertStatus(404)
    assert.isNotNull((await theirs.refresh()).removedAt)
  })

  test('only the last few are kept', async ({ assert }) => {
    const { business } = await openShop()
    const place = placeOfBusiness(business, 'logo')
    const small = await photo(64, 64).png().toBuffer()
    for (let index = 0; index < 8; index++) await showPicture(place, small)
    assert.lengthOf(await Picture.query().where({ ...place }), 6)
  })
})
