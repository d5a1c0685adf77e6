import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import BookingLink from '#models/links/booking_link'
import type { ClientQuestion } from '#models/services/client_question'
import { withGlobalTransaction } from '#tests/support/database'
import { makeLink } from '#tests/support/links'
import { place } from '#tests/support/requests'
import { questionForm } from '#tests/support/question_form'

const AIM: ClientQuestion = {
  ...{ key: 'aim', type: 'text', label: 'What is your aim?', help: null, isRequired: false },
  ...{ maxLength: null, options: [] },
}

async function openWithLink() {
  const shop = await openShop({ service: { questions: [AIM] } })
  const link = await makeLink(shop)
  return { shop, link, path: `/admin/links/${link.id}/questions` }
}

const questionsOf = async ({ id }: BookingLink) => (await BookingLink.findOrFail(id)).questions

test.group('Questions of a link', (group) => {
  withGlobalTransaction(group)

  test('begin with those of its service, are its own once saved, and can be given up', async ({
    client,
    assert,
  }) => {
    const { shop, link, path } = await openWithLink()
    const before = await client.get(path).loginAs(shop.user)
    before.assertTextIncludes('This link asks what Private lesson asks.')
    before.assertTextIncludes('value="What is your aim?"')
    assert.notInclude(before.text(), 'Use the service’s questions')
    const send = (form: Record<string, string>) =>
      client.post(path).form(form).loginAs(shop.user).withCsrfToken().withVersion().redirects(0)

    const added = await send({ ...questionForm([{ label: 'Which stroke?' }]), add: '1' })
    added.assertStatus(200)
    assert.include(added.text(), 'name="questions[1][label]"')
    assert.isNull(await questionsOf(link), 'nothing is saved by that')

    const saved = await send(questionForm([{ label: 'Which stroke?' }]))
    saved.assertStatus(303)
    saved.assertHeader('location', `/admin/links/${link.id}`)
    assert.deepEqual(
      (await questionsOf(link))?.map(({ label }) => label),
      ['Which stroke?']
    )
    await shop.service.refresh()
    assert.deepEqual(shop.service.questions, [AIM], 'the service asks what it asked')
    const shown = await client.get(`/admin/links/${link.id}`).loginAs(shop.user)
    shown.assertTextIncludes('“Which stroke?”')
    const own = await client.get(path).loginAs(shop.user)
    own.assertTextIncludes('Use the service’s questions')

    ;(await send({ service: '1' })).assertStatus(303)
    assert.isNull(await questionsOf(link))
  })

  test('are named by their words until somebody booked through the link', async ({
    client,
    assert,
  }) => {
    const { shop, link, path } = await openWithLink()
    const level = { ...AIM, key: 'level', label: 'How well do you swim?' }
    await link.merge({ questions: [AIM, level] }).save()
    const reword = async (key: string, label: string) => {
      const rows = [
        { key, label },
        { key: 'level', label: level.label },
      ]
      const form = questionForm(rows)
      const sent = client.post(path).form(form).loginAs(shop.user).withCsrfToken().withVersion()
      ;(await sent.redirects(0)).assertStatus(303)
      return (await questionsOf(link))?.map((question) => question.key)
    }
    assert.deepEqual(await reword('aim', 'Name of your GP'), ['name_of_your_gp', 'level'])
    await (await place(shop)).merge({ linkId: link.id }).save()
    const again = await reword('name_of_your_gp', 'Your doctor')
    assert.deepEqual(again, ['name_of_your_gp', 'level'])
  })

  test('are refused at their field, with all that was typed', async ({ client, assert }) => {
    const { shop, link, path } = await openWithLink()
    const refused = await client
      .post(path)
      .form(questionForm([{ label: '' }, { label: 'Which stroke?' }]))
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    refused.assertStatus(422)
    refused.assertTextIncludes('Write the question')
    refused.assertTextIncludes('value="Which stroke?"')
    assert.isNull(await questionsOf(link))
  })

  test('of another business are not found', async ({ client }) => {
    const { path } = await openWithLink()
    const { user } = await openShop()
    ;(await client.get(path).loginAs(user)).assertStatus(404)
    const form = questionForm([{ label: 'Which stroke?' }])
    const sent = await client.post(path).form(form).loginAs(user).withCsrfToken().redirects(0)
    sent.assertStatus(404)
  })
})
