import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import BookingTemplate from '#models/links/booking_template'
import Service from '#models/services/service'
import { STARTER_NAMES } from '#pages/owner/links/starters'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { makeTemplate } from '#tests/support/links'
import { questionForm } from '#tests/support/question_form'

type Shop = Awaited<ReturnType<typeof openShop>>

const path = '/admin/links/templates'

/** The fields of the form that a page shows, as a browser would send them. */
function fieldsOf(html: string): Record<string, string> {
  const [, form = ''] = /<form class="form" id="questions"([\s\S]*?)<\/form>/.exec(html) ?? []
  const fields: Record<string, string> = {}
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const [, name] = /name="([^"]+)"/.exec(tag) ?? []
    const isOff = tag.includes('type="checkbox"') && !tag.includes('checked')
    if (name && !isOff) fields[name] = /value="([^"]*)"/.exec(tag)?.[1] ?? ''
  }
  for (const [, tag, text] of form.matchAll(/<textarea([^>]*)>\n?([\s\S]*?)<\/textarea>/g)) {
    fields[/name="([^"]+)"/.exec(tag)?.[1] ?? ''] = text
  }
  for (const [, tag, options] of form.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
    const [, chosen = ''] = /value="([^"]*)" selected/.exec(options) ?? []
    fields[/name="([^"]+)"/.exec(tag)?.[1] ?? ''] = chosen
  }
  return fields
}

test.group('Templates', (group) => {
  withGlobalTransaction(group)

  const post = (client: ApiClient, { user }: Shop, to: string, fields: Record<string, string>) =>
    client.post(to).form(fields).loginAs(user).withCsrfToken()

  for (const name of STARTER_NAMES) {
    test(`begin with what a ${name} asks, which is saved as it stands`, async ({
      client,
      assert,
    }) => {
      const shop = await openShop()
      const page = await client.get(`${path}/new`).qs({ starter: name }).loginAs(shop.user)
      const fields = fieldsOf(page.text())
      const saved = await post(client, shop, path, fields)
      saved.assertTextIncludes('is saved.')
      const template = await BookingTemplate.findByOrFail('businessId', shop.business.id)
      assert.lengthOf(template.questions, 3)
      for (const { type, options } of template.questions) {
        assert.equal(options.length > 1, type === 'radio' || type === 'select')
      }
      assert.isNotEmpty(template.followUp)
      assert.notInclude(JSON.stringify(template.questions), 'owner.templates')
    })
  }

  test('are changed, and two of one name are refused', async ({ client, assert }) => {
    const shop = await openShop()
    const template = await makeTemplate(shop)
    await makeTemplate(shop, { name: 'Salon' })
    const at = `${path}/${template.id}`
    const version = versionIn((await client.get(at).loginAs(shop.user)).text(), at)
    const words = { name: 'Salon', follow_up: 'Come again', follow_up_delay_hours: '2' }
    const taken = await post(client, shop, at, { ...words, version })
    taken.assertStatus(422)
    taken.assertTextIncludes('You have a template of this name')
    const form = { ...questionForm([{ label: 'Which stroke?' }]), ...words, name: 'Swim', version }
    ;(await post(client, shop, at, form)).assertTextIncludes('“Swim” is saved.')
    const list = await client.get(path).loginAs(shop.user)
    list.assertTextIncludes('One question, with a message afterwards')
    await template.refresh()
    assert.equal(template.questions[0].label, 'Which stroke?')
    assert.equal(template.followUpDelayHours, 2)
  })

  test('are undone from the history: the form shows what was before', async ({ client }) => {
    const shop = await openShop()
    const template = await makeTemplate(shop, { followUp: 'See you' })
    const at = `${path}/${template.id}`
    const version = versionIn((await client.get(at).loginAs(shop.user)).text(), at)
    const words = { name: 'First visit', follow_up: 'Come again', follow_up_delay_hours: '24' }
    const saved = await post(client, shop, at, { ...words, version })
    const [, before] = new RegExp(`href="(${at}\\?before=\\d+)"`).exec(saved.text()) ?? []
    const page = await client.get(before).loginAs(shop.user)
    page.assertTextIncludes('As it was before this change')
    page.assertTextIncludes('See you</textarea>')
  })

  test('are copied into a service that nobody changed meanwhile, and stay apart', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const question = { key: 'level', type: 'text', label: 'How well?', help: null } as const
    const questions = [{ ...question, isRequired: true, maxLength: null, options: [] }]
    const template = await makeTemplate(shop, { questions: [...questions] })
    const at = `${path}/${template.id}`
    const chosen = async () => {
      const page = (await client.get(at).loginAs(shop.user)).text()
      return new RegExp(`value="(${shop.service.id}\\.[\\w-]+)"`).exec(page)?.[1] ?? ''
    }
    const service = await chosen()
    await shop.service.merge({ questions: [{ ...questions[0], label: 'Other' }] }).save()
    const stale = await post(client, shop, `${at}/copy`, { service })
    stale.assertStatus(409)
    stale.assertTextIncludes('this was changed meanwhile')
    const copied = await post(client, shop, `${at}/copy`, { service: await chosen() })
    copied.assertTextIncludes('is copied. These are the questions now.')
    await template.merge({ questions: [] }).save()
    assert.equal((await Service.findOrFail(shop.service.id)).questions[0].label, 'How well?')
  })

  test('are deleted, and what was copied stays', async ({ client, assert }) => {
    const shop = await openShop()
    const template = await makeTemplate(shop)
    const at = `${path}/${template.id}`
    const version = versionIn((await client.get(at).loginAs(shop.user)).text(), `${at}/removal`)
    const gone = await post(client, shop, `${at}/removal`, { version })
    gone.assertTextIncludes('“First visit” is deleted.')
    assert.isNull(await BookingTemplate.find(template.id))
  })
})
