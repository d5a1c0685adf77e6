import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import availabilityConfig from '#config/availability'
import { keptFigures } from '#queries/kept_answers'
import { addService, openShop } from '#database/factories/business'
import { atMoment, midMinute } from '#tests/support/clock'
import { blockTime } from '#tests/support/blocks'
import { withGlobalTransaction } from '#tests/support/database'
import { place, tenOClock, timesAddress } from '#tests/support/guest'
import { makeOneTime } from '#tests/support/links'
import { planSession } from '#tests/support/sessions'

const MOST_KEPT = availabilityConfig.mostKept
const DATE = tenOClock().toFormat('yyyy-MM-dd')
const AMERICAN = { 'accept-language': 'en-US' }

/** While the clock stands: no minute ends between two answers that are compared. */
const NOW = midMinute()

async function read(client: ApiClient, address: string, headers: Record<string, string> = {}) {
  const before = { ...keptFigures }
  const response = await atMoment(NOW, async () => client.get(address).headers(headers))
  response.assertStatus(200)
  const nonce = /'nonce-([^']+)'/.exec(response.header('content-security-policy') ?? '')?.[1] ?? ''
  return {
    response,
    nonce,
    html: response.text(),
    text: response.text().replaceAll(nonce, ''),
    isKept: keptFigures.hits > before.hits,
    isNew: keptFigures.misses > before.misses,
  }
}

/** The page as it is written for this one answer. */
function readAnew(...asked: Parameters<typeof read>) {
  availabilityConfig.mostKept = 0
  return read(...asked).finally(() => (availabilityConfig.mostKept = MOST_KEPT))
}

test.group('A page of services kept in memory', (group) => {
  withGlobalTransaction(group)

  test('is what would be written anew, whatever has changed', async ({ client, assert }) => {
    const shop = await openShop({ service: { isHidden: false } })
    const { business, service } = shop
    await addService(business, shop.hosts)
    const changes: (() => Promise<unknown>)[] = [
      () => blockTime(shop.hosts, { firstDate: DATE, startsTime: '00:00', endsTime: '24:00' }),
      () => business.merge({ description: 'By the canal', brandColour: '#226644' }).save(),
      () => service.merge({ price: '12.00', category: 'For two' }).save(),
      () => service.merge({ isHidden: true }).save(),
    ]
    await addService(business, shop.hosts)
    const address = `/book/${business.slug}`
    await read(client, address)
    for (const change of changes) {
      await change()
      assert.isTrue((await read(client, address)).isNew)
      const kept = await read(client, address)
      assert.isTrue(kept.isKept)
      assert.equal(kept.text, (await readAnew(client, address)).text)
    }
  })

  test('is one for each language and clock, and never has what one visitor brings along', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { isHidden: false } })
    await addService(shop.business, shop.hosts)
    const address = `/book/${shop.business.slug}`
    const brought = await read(client, `${address}?email=pia%40example.com`)
    assert.isFalse(brought.isNew || brought.isKept)
    assert.include(brought.html, 'pia%40example.com')

    for (const query of ['', '?lang=de', '?lang=ar', '?clock=12', '?lang=de&clock=12']) {
      const first = await read(client, address + query)
      assert.isTrue(first.isNew, query)
      const kept = await read(client, address + query)
      assert.isTrue(kept.isKept, query)
      assert.notInclude(kept.html, 'pia')
      assert.equal(kept.text, (await readAnew(client, address + query)).text, query)
    }
  })
})

test.group('A month kept in memory', (group) => {
  withGlobalTransaction(group)

  test('has a nonce of its own in each answer', async ({ client, assert }) => {
    const address = timesAddress(await openShop())
    const [first, second] = [await read(client, address), await read(client, address)]
    assert.isTrue(second.isKept)
    assert.notEqual(first.nonce, second.nonce)
    for (const { response, nonce, html } of [first, second]) {
      assert.include(html, `nonce="${nonce}"`)
      response.assertHeader('content-type', 'text/html; charset=utf-8')
      response.assertHeader('content-encoding', 'gzip')
    }
    assert.notInclude(second.html, first.nonce)
    assert.equal(second.text, first.text)
  })

  test('is what would be written anew, whatever has changed', async ({ client, assert }) => {
    const shop = await openShop({ service: { durations: [90] } })
    const { business, service } = shop
    const changes: (() => Promise<unknown>)[] = [
      () => place(shop, tenOClock()),
      () => business.merge({ name: 'Otters & Co', brandColour: '#226644', phone: null }).save(),
      () => service.merge({ compactsDay: true, price: '12.00', durations: [30] }).save(),
      () => service.merge({ requiresApproval: true, locationType: 'phone' }).save(),
      () => blockTime(shop.hosts, { firstDate: DATE, startsTime: '00:00', endsTime: '09:30' }),
      () => addService(business, shop.hosts),
    ]
    const address = `${timesAddress(shop)}?date=${DATE}`
    let before = await read(client, address)
    for (const change of changes) {
      await change()
      const first = await read(client, address)
      assert.isTrue(first.isNew)
      assert.notEqual(first.text, before.text)
      const kept = await read(client, address)
      assert.isTrue(kept.isKept)
      assert.equal(kept.text, (await readAnew(client, address)).text)
      before = kept
    }
  })

  test('is written once for all who ask for it at the same time', async ({ client, assert }) => {
    const address = timesAddress(await openShop())
    const before = { ...keptFigures }
    await atMoment(NOW, () =>
      Promise.all(Array.from({ length: 8 }, async () => client.get(address)))
    )
    assert.deepEqual(keptFigures, { hits: before.hits + 7, misses: before.misses + 1 })
  })

  test('shows a day as full as soon as it is', async ({ client, assert }) => {
    const shop = await openShop({ service: { isPlannedOnly: true }, weeklyHours: [] })
    await planSession(shop, tenOClock(), { capacity: 1 })
    const month = `${timesAddress(shop)}?month=${DATE.slice(0, 7)}`
    assert.notInclude((await read(client, month)).text, ', full"')
    await place(shop, tenOClock())
    assert.include((await read(client, month)).text, ', full"')
  })

  test('has a stamp of its own on the form where there is nothing to book', async ({
    client,
    assert,
  }) => {
    const address = timesAddress(await openShop({ weeklyHours: [] }))
    const [first, second] = [await read(client, address), await read(client, address)]
    assert.isTrue(second.isKept)
    const stamps = [first, second].map(({ html }) => /name="stamp" value="([^"]+)"/.exec(html)?.[1])
    assert.notEqual(stamps[0], stamps[1])
    assert.notInclude(second.html, 'stamp-')
  })

  test('is one for each choice and language', async ({ client, assert }) => {
    const shop = await openShop({
      hosts: 2,
      service: { locationType: 'phone', durations: [30] },
    })
    const texts = new Set<string>()
    const readings: [query: string, headers?: Record<string, string>][] = [
      [''],
      ['', AMERICAN],
      ['&zone=Asia/Tokyo'],
      [`&host=${shop.hosts[1].id}`],
      ['&duration=30'],
      ['&time=10:00'],
      ['&choose=host'],
      ['&clock=12'],
      ['&week=0'],
    ]
    for (const [query, headers] of readings) {
      const address = `${timesAddress(shop)}?date=${DATE}${query}`
      const { isNew, text } = await read(client, address, headers)
      assert.isTrue(isNew, query)
      texts.add(text)
    }
    assert.lengthOf([...texts], readings.length)
  })

  test('never has in it what is one visitor’s own', async ({ client, assert }) => {
    const address = timesAddress(await openShop())
    const typed = `${address}?name=Priya+Shah&email=priya%40example.com&as=31.a-mark`
    const readings = [await read(client, typed), await read(client, typed)]
    for (const { html, isKept, isNew } of readings) {
      assert.include(html, 'value="Priya Shah"')
      assert.include(html, 'value="31.a-mark"')
      assert.isFalse(isKept || isNew)
    }
    const { html } = await read(client, address)
    for (const own of ['Priya', 'a-mark']) assert.notInclude(html, own)
    assert.isFalse((await read(client, `${address}?as=31.a-mark`)).isNew)
  })

  test('is none where the address is a secret', async ({ client, assert }) => {
    const { token } = await makeOneTime(await openShop())
    const { isKept, isNew } = await read(client, `/public/bookings/${token}`)
    assert.isFalse(isKept || isNew)
  })
})
