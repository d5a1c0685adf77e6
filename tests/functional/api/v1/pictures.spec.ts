import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Picture from '#models/pictures/picture'
import { earlierPictureShape, pictureShape } from '#shapes/pages/picture'
import { withEmptyTables } from '#tests/support/database'
import { withKey } from '#tests/support/keys'
import { photo } from '#tests/support/pictures'
import { joinAs } from '#tests/support/requests'
import { assertShape } from '#tests/support/shapes'

const base64 = async (width?: number, height?: number) =>
  (await photo(width, height).jpeg().toBuffer()).toString('base64')

test.group('Pictures at /api/v1', (group) => {
  withEmptyTables(group)

  test('are put up, described, replaced and taken down', async ({ client, assert }) => {
    const api = await withKey(client, await openShop())
    const own = '/business/cover'
    ;(await api.get(own)).assertStatus(404)
    ;(await api.delete(own)).assertStatus(404)
    ;(
      await api
        .post(own)
        .header('if-match', '"old"')
        .json({ image: await base64() })
    ).assertStatus(412)
    const put = await api.post(own).json({ image: await base64(), alt: 'The pool' })
    put.assertStatus(200)
    await assertShape(pictureShape, put.body())
    assert.equal(put.body().alt, 'The pool')
    const file = await client.get(new URL(put.body().url).pathname)
    file.assertStatus(200)
    file.assertHeader('content-type', 'image/webp')

    const tag = put.header('etag') ?? ''
    const words = (alt: string | null) => api.patch(own).header('if-match', tag).json({ alt })
    ;(await words('The pool at night')).assertBodyContains({ alt: 'The pool at night' })
    ;(await words(null)).assertStatus(412)
    const next = await api
      .post(own)
      .header('if-match', tag)
      .json({ image: await base64() })
    next.assertStatus(412)
    ;(await api.delete(own).header('if-match', tag)).assertStatus(412)
    ;(await api.delete(own)).assertStatus(204)
    ;(await api.get(own)).assertStatus(404)
    const audit = await api.get('/audit?subject_type=business')
    assert.deepEqual(
      audit.body().data.map(({ action }: { action: string }) => action),
      ['business.cover_removed', 'business.cover_described', 'business.cover_set']
    )
  })

  test('are put back, while an earlier one is there', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const own = '/business/logo'
    assert.isEmpty((await api.get(`${own}/earlier`)).body().data)
    const first = await api.post(own).json({ image: await base64() })
    const second = await api.post(own).json({ image: await base64() })
    const earlier = await api.get(`${own}/earlier`)
    await assertShape(earlierPictureShape, earlier.body().data[0])
    const idsOf = (rows: { id: number }[]) => rows.map(({ id }) => id)
    assert.deepEqual(idsOf(earlier.body().data), [first.body().id])

    const order = { picture_id: first.body().id }
    const back = `${own}/return`
    ;(await api.post(back).header('if-match', '"old"').json(order)).assertStatus(412)
    const put = await api
      .post(back)
      .header('if-match', second.header('etag') ?? '')
      .json(order)
    put.assertBodyContains({ id: first.body().id })
    ;(await api.get(own)).assertBodyContains({ id: first.body().id })
    const rest = await api.get(`${own}/earlier`)
    assert.deepEqual(idsOf(rest.body().data), [second.body().id])
    const again = await api.post(back).json(order)
    again.assertStatus(422)
    again.assertBodyContains({ errors: [{ pointer: '/picture_id', code: 'unknown_picture' }] })

    const staff = await withKey(client, { ...shop, user: await joinAs('staff', shop.business) })
    ;(await staff.get(`${own}/earlier`)).assertStatus(403)
    ;(await staff.post(back).json({ picture_id: second.body().id })).assertStatus(403)
    const stranger = await withKey(client, await openShop())
    ;(await stranger.post(back).json({ picture_id: second.body().id })).assertStatus(422)
  })

  test('are judged by what is in them', async ({ client, assert }) => {
    const api = await withKey(client, await openShop())
    const refused = async (image: string, sentence: RegExp) => {
      const answer = await api.post('/business/logo').json({ image })
      assert.equal(answer.status(), 422, answer.text())
      answer.assertBodyContains({ errors: [{ pointer: '/image' }] })
      assert.match(answer.body().detail, sentence)
    }
    await refused('no base64!', /./)
    await refused(Buffer.from('<svg></svg>').toString('base64'), /SVG/)
    await refused(Buffer.from('GIF89a').toString('base64'), /JPEG or PNG/)
    await refused(await base64(20, 20), /too small/)
    await refused(Buffer.alloc(10 * 1024 * 1024 + 1).toString('base64'), /10 MB/)
    const far = await api.post('/business/logo').json({ image: 'A'.repeat(20 * 1024 * 1024) })
    far.assertStatus(413)
    const other = await api.post('/business/cover').json({ image: 'A'.repeat(300_000), alt: 1 })
    other.assertStatus(422)
    assert.lengthOf(await Picture.all(), 0)
  })

  test('are of a person and of a service, for those who may change them', async ({ client }) => {
    const shop = await openShop({ hosts: 2 })
    const [first, second] = shop.hosts
    const staff = await joinAs('staff', shop.business)
    await second.merge({ userId: staff.id }).save()
    const image = await base64(300, 300)
    const theirs = await withKey(client, { ...shop, user: staff })
    ;(await theirs.post(`/hosts/${second.id}/photo`).json({ image })).assertStatus(200)
    ;(await theirs.post(`/hosts/${first.id}/photo`).json({ image })).assertStatus(403)
    const service = `/services/${shop.service.id}/photo`
    ;(await theirs.post(service).json({ image })).assertStatus(403)
    const api = await withKey(client, shop)
    ;(await api.post(service).json({ image })).assertStatus(200)
    ;(await theirs.get(service)).assertStatus(200)
    const stranger = await withKey(client, await openShop())
    ;(await stranger.get(service)).assertStatus(404)
    ;(await stranger.delete(`/hosts/${second.id}/photo`)).assertStatus(404)
  })
})
