import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import type { ClientQuestion } from '#models/services/client_question'
import Service from '#models/services/service'
import { withGlobalTransaction } from '#tests/support/database'
import { questionForm } from '#tests/support/question_form'
import { IN_THREE_DAYS, place, type Shop } from '#tests/support/requests'

const LEVEL: ClientQuestion = {
  ...{ key: 'level', type: 'radio', label: 'How well do you swim?', help: null },
  ...{ isRequired: true, maxLength: null, options: ['Not yet', 'A length'] },
}
const AIM: ClientQuestion = {
  ...{ key: 'aim', type: 'text', label: 'What is your aim?', help: 'In a word', isRequired: false },
  ...{ maxLength: 80, options: [] },
}

const addressOf = ({ service }: Shop) => `/admin/services/${service.id}/questions`
const storedOf = async ({ service }: Shop) => (await Service.findOrFail(service.id)).questions

const TYPED_LEVEL = {
  ...{ key: 'level', type: 'radio', label: 'How well do you swim?', required: 'on' as const },
  options: 'Not yet\nA length',
}
const TYPED_AIM = { key: 'aim', label: 'What is your aim?', help: 'In a word', max_length: '80' }

/** The labels in the order of the page. */
function labelsOn(page: string): string[] {
  const fields = page.matchAll(/<input value="([^"]*)"[^>]*name="questions\[\d+\]\[label\]"/g)
  return [...fields].map(([, label]) => label)
}

test.group('Questions of a service', (group) => {
  withGlobalTransaction(group)

  test('are written, asked of clients in their order, and kept in the history', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const saved = await client
      .post(addressOf(shop))
      .form(
        questionForm([
          {
            label: 'How well do you swim?',
            type: 'radio',
            required: 'on',
            options: 'Not yet\n\n A  length \nNot yet',
          },
          {
            label: 'How well do you swim?',
            type: 'long_text',
            help: 'In your words',
            max_length: '300',
          },
          { label: '说明', type: 'consent', max_length: '5', options: 'left over' },
        ])
      )
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    saved.assertStatus(303)
    assert.deepEqual(await storedOf(shop), [
      { ...LEVEL, key: 'how_well_do_you_swim' },
      {
        ...{ key: 'how_well_do_you_swim_2', type: 'long_text', label: LEVEL.label },
        ...{ help: 'In your words', isRequired: false, maxLength: 300, options: [] },
      },
      {
        ...{ key: 'question', type: 'consent', label: '说明', help: null, isRequired: false },
        ...{ maxLength: null, options: [] },
      },
    ])
    const { business, service } = shop
    const start = IN_THREE_DAYS.toISO({ suppressMilliseconds: true }) ?? ''
    const details = await client.get(`/book/${business.slug}/${service.slug}/details`).qs({ start })
    details.assertTextIncludes('name="answers[how_well_do_you_swim]"')
    details.assertTextIncludes('A length')
    const form = await client.get(`/admin/services/${service.id}`).loginAs(shop.user)
    form.assertTextIncludes('“How well do you swim?”')
    const history = await client.get('/admin/history').loginAs(shop.user)
    history.assertTextIncludes('Questions of a service changed')
    history.assertTextIncludes('“How well do you swim?” (A list, one answer, must be answered)')
  })

  test('are moved, removed and added without being saved', async ({ client, assert }) => {
    const shop = await openShop({ service: { questions: [LEVEL, AIM] } })
    const press = async (button: Record<string, string>) => {
      const page = await client
        .post(addressOf(shop))
        .form({ ...questionForm([TYPED_LEVEL, { ...TYPED_AIM, label: 'Your aim?' }]), ...button })
        .loginAs(shop.user)
        .withCsrfToken()
      page.assertStatus(200)
      return page.text()
    }
    const levelLast = ['Your aim?', 'How well do you swim?']
    const form = await client.get(addressOf(shop)).loginAs(shop.user)
    for (const button of ['later', 'remove']) {
      assert.match(form.text(), new RegExp(`name="${button}" value="0"`))
    }
    const later = await press({ later: '0' })
    assert.deepEqual(labelsOn(later), levelLast)
    assert.match(later, /id="earlier-1"[^>]*autofocus/)
    assert.deepEqual(labelsOn(await press({ earlier: '1' })), levelLast)
    assert.deepEqual(
      labelsOn(await press({ 'reorder': '1', 'order[0]': '1', 'order[1]': '0' })),
      levelLast
    )
    assert.deepEqual(
      labelsOn(await press({ 'order[0]': '1', 'order[1]': '1' })),
      levelLast.toReversed()
    )
    assert.deepEqual(labelsOn(await press({ remove: '0' })), ['Your aim?'])
    assert.deepEqual(labelsOn(await press({ add: '1' })), [...levelLast.toReversed(), ''])
    assert.deepEqual(await storedOf(shop), [LEVEL, AIM])
  })

  for (const [what, typed, field, sentence] of [
    ['no question', { label: ' ' }, 'label', 'Write the question'],
    ['a kind that there is not', { label: 'A?', type: 'file' }, 'type', 'Choose one from the list'],
    ['no answers to choose from', { label: 'A?', type: 'select' }, 'options', 'Write the answers'],
    [
      'one answer only',
      { label: 'A?', type: 'checkboxes', options: 'Yes' },
      'options',
      'Write at least two answers',
    ],
    [
      'a very long answer to choose',
      { label: 'A?', type: 'radio', options: `Yes\n${'x'.repeat(101)}` },
      'options',
      'Use at most 100 characters',
    ],
    ['no length at all', { label: 'A?', max_length: '0' }, 'max_length', 'It must be 1 or more'],
    ['what is no number', { label: 'A?', max_length: 'ten' }, 'max_length', 'Write a whole number'],
  ] as const) {
    test(`refuses ${what}, and keeps what was typed`, async ({ client, assert }) => {
      const shop = await openShop({ service: { questions: [LEVEL] } })
      const page = await client
        .post(addressOf(shop))
        .form(questionForm([TYPED_LEVEL, { help: 'As you like', ...typed }]))
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
      page.assertStatus(422)
      page.assertTextIncludes(`href="#questions.1.${field}"`)
      page.assertTextIncludes(sentence)
      page.assertTextIncludes('value="As you like"')
      assert.deepEqual(await storedOf(shop), [LEVEL])
    })
  }

  test('refuses more than twenty, and what is no form', async ({ client, assert }) => {
    const shop = await openShop()
    const many = Array.from({ length: 21 }, (_, index) => ({ label: `Question ${index}?` }))
    for (const form of [questionForm(many), { questions: 'x' }, { 'questions[0]': 'x' }]) {
      const page = await client.post(addressOf(shop)).form(form).loginAs(shop.user).withCsrfToken()
      page.assertStatus(422)
    }
    assert.deepEqual(await storedOf(shop), [])
  })

  test('keep their key when their words change, and answers keep the words they answered', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { questions: [LEVEL, AIM] } })
    const booking = await place(shop)
    await booking.merge({ answers: [{ question: LEVEL.label, answer: 'Not yet' }] }).save()
    const saved = await client
      .post(addressOf(shop))
      .form(questionForm([{ ...TYPED_LEVEL, label: 'Your level?', options: 'None\nSome' }]))
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    saved.assertStatus(303)
    assert.deepEqual(await storedOf(shop), [
      { ...LEVEL, label: 'Your level?', options: ['None', 'Some'] },
    ])
    const { answers, manageToken } = await Booking.findOrFail(booking.id)
    assert.deepEqual(answers, [{ question: LEVEL.label, answer: 'Not yet' }])
    const record = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    record.assertTextIncludes(LEVEL.label)
    ;(await client.get(`/manage/${manageToken}`)).assertTextIncludes('Not yet')
  })

  test('that somebody else saved meanwhile are shown beside what was typed', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { questions: [LEVEL] } })
    const page = await client
      .post(addressOf(shop))
      .form({ ...questionForm([{ ...TYPED_LEVEL, label: 'Your level?' }]), version: 'older' })
      .loginAs(shop.user)
      .withCsrfToken()
    page.assertStatus(409)
    page.assertTextIncludes('value="Your level?"')
    page.assertTextIncludes(`Stored now: ${LEVEL.label}`)
    assert.deepEqual(await storedOf(shop), [LEVEL])
  })

  test('come back as they were through the history', async ({ client, assert }) => {
    const shop = await openShop({ service: { questions: [LEVEL, AIM] } })
    const send = (form: Record<string, string>) =>
      client
        .post(addressOf(shop))
        .form(form)
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    ;(await send(questionForm([TYPED_AIM]))).assertStatus(303)
    const { id } = await db
      .from('audit_entries')
      .where({ business_id: shop.business.id, action: 'service_questions.updated' })
      .firstOrFail()
    const before = `${addressOf(shop)}?before=${id}`
    ;(await client.get('/admin/history').loginAs(shop.user)).assertTextIncludes(before)
    const page = await client.get(before).loginAs(shop.user)
    page.assertTextIncludes('As it was before this change')
    assert.deepEqual(labelsOn(page.text()), [LEVEL.label, AIM.label])
    assert.deepEqual(await storedOf(shop), [AIM])
    ;(await send(questionForm([TYPED_LEVEL, TYPED_AIM]))).assertStatus(303)
    assert.deepEqual(await storedOf(shop), [LEVEL, AIM])
  })
})
