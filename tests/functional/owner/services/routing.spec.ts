import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'

const DETAILS = {
  name: 'Private lesson',
  duration_minutes: '60',
  price: '50',
  location_type: 'in_person',
  requires_approval: 'inherit',
  is_active: 'on',
}

test.group('The question before a service’s times', (group) => {
  withGlobalTransaction(group)

  test('is saved with where each answer leads, shown again, and emptied', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const other = await addService(shop.business, [shop.hosts[1]], { name: 'Baby class' })
    const path = `/admin/services/${shop.service.id}`
    const hosts = { [`host_${shop.hosts[0].id}`]: 'on', [`host_${shop.hosts[1].id}`]: 'on' }
    const save = (fields: Record<string, string>) =>
      client
        .post(path)
        .form({ ...DETAILS, ...hosts, ...fields })
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const saved = await save({
      routing_question: ' What brings you here? ',
      routing_answer_1: 'Fear of water',
      routing_lead_1: `host_${shop.hosts[1].id}`,
      routing_answer_3: 'A baby',
      routing_lead_3: `service_${other.id}`,
      routing_answer_4: 'Fun',
      routing_lead_4: '',
    })
    saved.assertStatus(303)
    const service = await shop.service.refresh()
    assert.deepEqual(service.routing, {
      question: 'What brings you here?',
      answers: [
        { text: 'Fear of water', hostId: shop.hosts[1].id, serviceId: null },
        { text: 'A baby', hostId: null, serviceId: other.id },
        { text: 'Fun', hostId: null, serviceId: null },
      ],
    })
    const page = (await client.get(path).loginAs(shop.user)).text()
    assert.include(page, 'value="What brings you here?"')
    assert.match(page, new RegExp(`value="service_${other.id}"\\s+selected`))
    assert.include(page, 'id="routing_answer_6"')
    assert.notInclude(page, 'id="routing_answer_7"')
    assert.notInclude(page, `value="service_${shop.service.id}"`)
    ;(await save({ routing_question: '', routing_answer_1: '' })).assertStatus(303)
    assert.isNull((await service.refresh()).routing)
  })

  test('leads to those who give the service, and to whom it leads already', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 3 })
    const [anna, tom, mia] = shop.hosts
    await shop.service.related('hosts').detach([tom.id, mia.id])
    const answer = { text: 'Fear of water', hostId: mia.id, serviceId: null }
    await shop.service.merge({ routing: { question: 'What for?', answers: [answer] } }).save()
    const path = `/admin/services/${shop.service.id}`
    const page = (await client.get(path).loginAs(shop.user)).text()
    const leads = page.match(/<select[^>]*id="routing_lead_1"[^]*?<\/select>/)?.[0]
    assert.include(leads, `value="host_${anna.id}"`)
    assert.include(leads, `value="host_${mia.id}"`)
    assert.notInclude(leads, `value="host_${tom.id}"`)
  })

  test('is refused by field, with all that was typed', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const elsewhere = await openShop()
    const question = { routing_question: 'What for?' }
    const cases: [Record<string, string>, string, string][] = [
      [{ routing_answer_1: 'Fear' }, 'routing_question', 'Write the question for these answers'],
      [question, 'routing_answer_1', 'Write at least one answer'],
      [
        { ...question, routing_answer_1: '*' },
        'routing_answer_1',
        'Write the answer, or let it lead to anyone',
      ],
      [
        { ...question, routing_lead_2: `host_${shop.host.id}` },
        'routing_answer_2',
        'Write the answer, or let it lead to anyone',
      ],
      [
        { ...question, routing_answer_1: 'Fun', routing_answer_2: 'Fun' },
        'routing_answer_2',
        'there already',
      ],
      [{ ...question, routing_answer_1: 'x'.repeat(81) }, 'routing_answer_1', 'at most 80'],
      [
        { ...question, routing_answer_1: 'Fun', routing_lead_1: `host_${shop.hosts[1].id}` },
        'routing_lead_1',
        'This person does not give the service',
      ],
      [
        { ...question, routing_answer_1: 'Fun', routing_lead_1: `service_${elsewhere.service.id}` },
        'routing_lead_1',
        'Choose where it leads',
      ],
      [
        { ...question, routing_answer_1: 'Fun', routing_lead_1: `service_${shop.service.id}` },
        'routing_lead_1',
        'Choose where it leads',
      ],
    ]
    for (const [fields, name, sentence] of cases) {
      const response = await client
        .post(`/admin/services/${shop.service.id}`)
        .form({ ...DETAILS, [`host_${shop.host.id}`]: 'on', ...fields })
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
      response.assertStatus(422)
      const page = response.text()
      assert.match(page, new RegExp(`id="${name}-error"[^]*?${sentence}`))
      for (const [, typed] of Object.entries(fields).filter(([field]) => !field.includes('lead'))) {
        assert.include(page, `value="${typed}"`)
      }
    }
    assert.isNull((await shop.service.refresh()).routing)
  })
})
