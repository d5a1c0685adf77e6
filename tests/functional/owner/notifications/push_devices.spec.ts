import { test } from '@japa/runner'
import features from '#config/features'
import push from '#config/push'
import PushDevice from '#models/push/push_device'
import { withGlobalTransaction } from '#tests/support/database'
import { newBrowser, switchOn } from '#tests/support/push'
import { openShopByRequest } from '#tests/support/requests'

const PAGE = '/admin/notifications/choice'
const DEVICES = '/admin/notifications/devices'
const ANDROID =
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'

const subscription = (others: Record<string, string> = {}) => ({
  endpoint: 'https://push.example/send/abc',
  ...newBrowser().keys,
  ...others,
})

test.group('The browsers in which somebody is told at once', (group) => {
  withGlobalTransaction(group)

  test('are none until they switch one on, and are listed and switched off', async ({
    client,
    assert,
  }) => {
    const { user } = await openShopByRequest()
    const before = await client.get(PAGE).loginAs(user)
    before.assertTextIncludes('No device shows notifications.')
    before.assertTextIncludes('takes a browser that runs scripts')
    assert.include(before.text(), `data-key="${push.vapid.publicKey}"`)

    const added = await client
      .post(DEVICES)
      .form(subscription())
      .header('user-agent', ANDROID)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
    added.assertStatus(303)
    const page = await client.get(PAGE).loginAs(user)
    page.assertTextIncludes('Chrome on Android')
    assert.notInclude(page.text(), 'push.example')

    const device = await PushDevice.findByOrFail('userId', user.id)
    const removed = await client
      .post(`${DEVICES}/${device.id}/removal`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
    removed.assertStatus(303)
    assert.isNull(await PushDevice.find(device.id))
  })

  test('go with the sign-in by which they were switched on', async ({ client, assert }) => {
    const { user } = await openShopByRequest()
    await client.post(DEVICES).form(subscription()).loginAs(user).withCsrfToken().redirects(0)
    const { signInId } = await PushDevice.findByOrFail('userId', user.id)
    await switchOn(user.id)
    const ending = `/admin/account/sign-ins/${signInId}/ending`
    await client.post(ending).loginAs(user).withCsrfToken().redirects(0)
    const left = await PushDevice.query().where('userId', user.id)
    assert.lengthOf(left, 1)
    assert.isNull(left[0].signInId)
  })

  test('are of whoever switched them on last', async ({ client, assert }) => {
    const { user } = await openShopByRequest()
    const { user: other } = await openShopByRequest()
    const sent = subscription()
    for (const each of [user, other, other]) {
      await client.post(DEVICES).form(sent).loginAs(each).withCsrfToken().redirects(0)
    }
    const devices = await PushDevice.query().where('endpoint', sent.endpoint)
    assert.deepEqual(
      devices.map(({ userId }) => userId),
      [other.id]
    )
  })

  test('are nobody else’s to switch off', async ({ client, assert }) => {
    const { user } = await openShopByRequest()
    const { user: other } = await openShopByRequest()
    const { device } = await switchOn(other.id)
    const removed = await client
      .post(`${DEVICES}/${device.id}/removal`)
      .loginAs(user)
      .withCsrfToken()
    removed.assertStatus(404)
    assert.isNotNull(await PushDevice.find(device.id))
  })

  const REFUSED: Record<string, Record<string, string>> = {
    'by http': { endpoint: 'http://push.example/send/abc' },
    'of this machine': { endpoint: 'https://127.0.0.1/send/abc' },
    'of a network behind us': { endpoint: 'https://10.0.0.7/send' },
    'of the metadata service': { endpoint: 'https://169.254.169.254/latest' },
    'of this machine, written otherwise': { endpoint: 'https://[::ffff:127.0.0.1]/' },
    'without a dot': { endpoint: 'https://intranet/send' },
    'with a password': { endpoint: 'https://somebody:secret@push.example/' },
    'that is none': { endpoint: 'quokka' },
    'that is too long': { endpoint: `https://push.example/${'a'.repeat(2000)}` },
    'with a key that is no point': { p256dh: Buffer.alloc(65, 4).toString('base64url') },
    'with a short secret': { auth: 'AAAA' },
    'without keys': { p256dh: '', auth: '' },
  }
  for (const [what, fields] of Object.entries(REFUSED)) {
    test(`an address ${what} is refused in a sentence`, async ({ client, assert }) => {
      const { user } = await openShopByRequest()
      const refused = await client
        .post(DEVICES)
        .form(subscription(fields))
        .loginAs(user)
        .withCsrfToken()
      refused.assertStatus(422)
      refused.assertTextIncludes('Try another browser.')
      assert.lengthOf(await PushDevice.query().where('userId', user.id), 0)
    })
  }

  test('are no more than a few', async ({ client, assert }) => {
    const { user } = await openShopByRequest()
    for (let nth = 0; nth < push.mostDevices; nth++) await switchOn(user.id)
    const refused = await client.post(DEVICES).form(subscription()).loginAs(user).withCsrfToken()
    refused.assertStatus(422)
    refused.assertTextIncludes(`You have ${push.mostDevices} devices.`)
    assert.lengthOf(await PushDevice.query().where('userId', user.id), push.mostDevices)
  })

  test('are not asked for where the deployment has none', async ({ client, assert, cleanup }) => {
    features.push = false
    cleanup(() => void (features.push = true))
    const { user } = await openShopByRequest()
    const page = await client.get(PAGE).loginAs(user)
    page.assertStatus(200)
    assert.notInclude(page.text(), 'On your devices')
    const added = await client.post(DEVICES).form(subscription()).loginAs(user).withCsrfToken()
    added.assertStatus(404)
  })

  test('run a script that fetches nothing, at an address that stays', async ({ client }) => {
    const worker = await client.get('/push-worker.js')
    worker.assertStatus(200)
    worker.assertHeader('content-security-policy', "default-src 'none'")
    worker.assertHeader('cache-control', 'no-cache')
    worker.assertTextIncludes('showNotification')
  })
})
