import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import type { ClientQuestion } from '#models/services/client_question'
import { withGlobalTransaction } from '#tests/support/database'
import { detailsAddress, instant, pageAt, tenOClock, timesAddress } from '#tests/support/guest'
import { look, visitsOf } from '#tests/support/visits'

const question = (key: string, given: Partial<ClientQuestion>): ClientQuestion => ({
  ...{ key, type: 'text', label: key, help: null, isRequired: false, maxLength: null, options: [] },
  ...given,
})
const QUESTIONS = [
  question('level', { type: 'select', options: ['Beginner', 'Fast'] }),
  question('strokes', { type: 'checkboxes', options: ['Crawl', 'Back', 'Fly'] }),
  question('goal', {}),
  question('agree', { type: 'consent' }),
]
const SCRIPT = '"><script>alert(1)</script>'

const hrefs = (page: string, part: string) =>
  [...page.matchAll(/(?:href|action)="([^"]+)"/g)]
    .map(([, href]) => href.replaceAll('&amp;', '&'))
    .filter((href) => href.includes(part))

test.group('What an address fills in', (group) => {
  withGlobalTransaction(group)

  test('goes from the business’s page through the steps to the form', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { questions: QUESTIONS } })
    const other = await addService(shop.business, shop.hosts, { name: 'Other', position: 1 })
    const query =
      'name=Sam+Okoro&email=sam%40example.com&phone=020&tz=Asia%2FTokyo&q_level=Fast&q_strokes=Crawl&q_strokes=Fly&q_goal=Sea&q_agree=on&q_none=1&colour=red&ref=poster'
    const page = await pageAt(client, `/book/${shop.business.slug}?${query}`)
    const [next] = hrefs(page, timesAddress(shop))
    const kept = new URLSearchParams(next.split('?')[1])
    assert.deepEqual(Object.fromEntries(kept), {
      ...{ zone: 'Asia/Tokyo', name: 'Sam Okoro', email: 'sam@example.com', phone: '020' },
      ...{ q_level: 'Fast', q_strokes: 'Crawl, Fly', q_goal: 'Sea', q_agree: 'on' },
    })
    const [elsewhere] = hrefs(page, `/book/${shop.business.slug}/${other.slug}`)
    assert.notInclude(elsewhere, 'q_', 'it does not ask that')

    const times = await pageAt(client, next)
    const [details] = hrefs(times, `${detailsAddress(shop)}?`)
    assert.include(details, 'q_strokes=Crawl%2C+Fly')
    const form = await pageAt(client, details)
    assert.match(form, /value="Sam Okoro"[^>]+name="client_name"/)
    assert.match(form, /value="sam@example.com"[^>]+name="client_email"/)
    assert.match(form, /<option value="Fast"[^>]*selected/)
    assert.match(form, /value="Sea"[^>]+name="answers\[goal\]"/)
    const ticked = [
      ...form.matchAll(/value="(\w+)"[^>]*name="answers\[strokes\]\[\]"[^>]*checked/g),
    ]
    assert.deepEqual(
      ticked.map(([, option]) => option),
      ['Crawl', 'Fly']
    )
    assert.notMatch(form, /name="answers\[agree\]"[^>]*checked/)
  })

  test('opens one service where it is named', async ({ client, assert }) => {
    const shop = await openShop()
    await addService(shop.business, shop.hosts, { name: 'Other', position: 1 })
    const page = `/book/${shop.business.slug}`
    const named = await client
      .get(`${page}?service=${shop.service.slug}&name=Sam&q_x=1`)
      .redirects(0)
    named.assertStatus(302)
    assert.equal(named.header('location'), `${timesAddress(shop)}?name=Sam&q_x=1`)
    const unknown = await client.get(`${page}?service=nothing&service[x]=1&tz=Nowhere`).redirects(0)
    unknown.assertStatus(200)
  })

  test('is shown harmlessly, whatever it is', async ({ client, assert }) => {
    const shop = await openShop({ service: { questions: QUESTIONS } })
    await addService(shop.business, shop.hosts, { name: 'Other', position: 1 })
    const hostile = new URLSearchParams({
      ...{ name: SCRIPT, email: SCRIPT, q_goal: SCRIPT, q_level: SCRIPT, tz: SCRIPT },
      ...{ notes: `\u202E${SCRIPT}`, q_strokes: 'x'.repeat(5000), service: SCRIPT, ref: SCRIPT },
    })
    const start = instant(tenOClock())
    for (const address of [
      `/book/${shop.business.slug}?${hostile}`,
      `${timesAddress(shop)}?${hostile}`,
      `${detailsAddress(shop)}?start=${start}&${hostile}`,
      `${detailsAddress(shop)}?start=${start}&q_goal[a][b]=1&q_goal[c]=2&name[]=1`,
    ]) {
      const response = await client.get(address)
      response.assertStatus(200)
      assert.notInclude(response.text(), '<script>alert')
    }
    const form = await pageAt(client, `${detailsAddress(shop)}?start=${start}&${hostile}`)
    assert.match(form, /value="&quot;&gt;&lt;script[^>]+name="answers\[goal\]"/)
  })

  test('is written into no record of visits', async ({ client, assert }) => {
    const shop = await openShop({ service: { questions: QUESTIONS } })
    await look(client, `${timesAddress(shop)}?name=Quentin&email=q%40example.com&q_goal=Secret`)
    const rows = JSON.stringify(await visitsOf(shop.business))
    assert.notMatch(rows, /Quentin|example\.com|Secret/)
    assert.include(rows, String(shop.business.id))
  })
})
