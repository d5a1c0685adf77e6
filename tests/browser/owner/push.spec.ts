/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { openShop } from '#database/factories/business'
import PushDevice from '#models/push/push_device'
import { withEmptyTables } from '#tests/support/database'
import { axeInEveryLook, reader, sidewaysScroll, watch } from '#tests/support/page_checks'
import { newBrowser } from '#tests/support/push'

const PAGE = '/admin/notifications/choice'

/** No push service is asked: only what it would give is put in its place, and all else is the browser's. */
async function withPushService(page: Page, endpoint: string) {
  await page.addInitScript(
    ({ address, keys }) => {
      let key: ArrayBuffer | null = null
      const known = sessionStorage.getItem('key')
      if (known) key = Uint8Array.from(JSON.parse(known) as number[]).buffer
      const subscription = () => ({
        endpoint: address,
        options: { applicationServerKey: key },
        toJSON: () => ({ endpoint: address, keys }),
        unsubscribe: async () => true,
      })
      Object.assign(PushManager.prototype, {
        getSubscription: async () => (key ? subscription() : null),
        async subscribe({ applicationServerKey }: { applicationServerKey: Uint8Array }) {
          key = Uint8Array.from(applicationServerKey).buffer
          sessionStorage.setItem('key', JSON.stringify([...applicationServerKey]))
          return subscription()
        },
      })
    },
    { address: endpoint, keys: newBrowser().keys }
  )
}

test.group('A member’s devices', (group) => {
  withEmptyTables(group)

  test('are switched on with a press, know themselves, and are switched off', async ({
    browserContext,
    assert,
  }) => {
    const { user } = await openShop()
    await browserContext.loginAs(user)
    await browserContext.grantPermissions(['notifications'])
    const complaints = watch(browserContext)
    const page = await browserContext.newPage()
    await withPushService(page, 'https://push.example/send/1')
    await page.goto(PAGE)
    await page.getByText('No device shows notifications.').waitFor()
    await page.getByRole('button', { name: 'Switch on for this device' }).click()
    await page.getByText('This device shows your notifications now.').waitFor()
    await page.getByText('This device', { exact: true }).waitFor()
    await page
      .getByRole('button', { name: 'Switch on for this device' })
      .waitFor({ state: 'hidden' })
    const [{ endpoint, userId }] = await PushDevice.all()
    assert.deepEqual([endpoint, userId], ['https://push.example/send/1', user.id])
    const scope = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration('/admin/')
      return registration?.scope
    })
    assert.match(scope ?? '', /\/admin\/$/)
    assert.deepEqual(await axeInEveryLook(page), [])
    await page.setViewportSize({ width: 320, height: 800 })
    assert.isAtMost(await sidewaysScroll(page), 0)

    await page.getByRole('button', { name: /^Switch off/ }).click()
    await page.getByText('That device shows no more notifications.').waitFor()
    await page.getByRole('button', { name: 'Switch on for this device' }).waitFor()
    assert.lengthOf(await PushDevice.all(), 0)
    assert.deepEqual(complaints, [])
  }).tags(['@switchesPush'])

  test('show what they are sent, and open the page that it is about', async ({
    browserContext,
    assert,
  }) => {
    const { user } = await openShop()
    await browserContext.loginAs(user)
    await browserContext.grantPermissions(['notifications'])
    const page = await browserContext.newPage()
    await page.goto(PAGE)
    const shown = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.register('/push-worker.js', {
        scope: '/admin/',
      })
      const worker = registration.installing ?? registration.active
      if (worker && worker.state !== 'activated') {
        await new Promise<void>((resolve) => {
          worker.addEventListener('statechange', () => {
            if (worker.state === 'activated') resolve()
          })
        })
      }
      return registration.active?.scriptURL ?? ''
    })
    assert.match(shown, /\/push-worker\.js$/)
    const session = await browserContext.newCDPSession(page)
    const registrationId = new Promise<string>((resolve) => {
      session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const [mine] = registrations.filter(({ scopeURL }) => scopeURL.endsWith('/admin/'))
        if (mine) resolve(mine.registrationId)
      })
    })
    await session.send('ServiceWorker.enable')
    await session.send('ServiceWorker.deliverPushMessage', {
      origin: new URL(page.url()).origin,
      registrationId: await registrationId,
      data: JSON.stringify({
        ...{ title: 'New request: Cut', body: 'Tuesday · Mori' },
        ...{ path: '/admin/requests/7', topic: 'booking-7' },
      }),
    })
    await page.waitForFunction(async () => {
      const registration = await navigator.serviceWorker.getRegistration('/admin/')
      return ((await registration?.getNotifications()) ?? []).length > 0
    })
    const titles = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration('/admin/')
      const notifications = (await registration?.getNotifications()) ?? []
      return notifications.map(({ title, body, tag }) => ({ title, body, tag }))
    })
    assert.deepEqual(titles, [
      { title: 'New request: Cut', body: 'Tuesday · Mori', tag: 'booking-7' },
    ])
  })

  test('need a script, and say so where there is none', async ({ browser, assert }) => {
    const { user } = await openShop()
    const context = await reader(browser, { javaScriptEnabled: false })
    await context.loginAs(user)
    const page = await context.newPage()
    await page.goto(PAGE)
    await page.getByText('Switching it on takes a browser that runs scripts').waitFor()
    const press = page.getByRole('button', { name: 'Switch on for this device' })
    assert.isFalse(await press.isVisible())
    await context.close()
  })
})
