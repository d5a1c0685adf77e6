/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import Service from '#models/services/service'
import { withEmptyTables } from '#tests/support/database'
import { axeFindings, reader } from '#tests/support/page_checks'
import { IN_THREE_DAYS } from '#tests/support/requests'

const storedLabels = async (id: number) =>
  (await Service.findOrFail(id)).questions.map(({ label }) => label)

const question = (page: Page, number: number) =>
  page.getByRole('group', { name: `Question ${number}`, exact: true })

/** Pressing rearranges the form: by script in place, otherwise as a new page. */
async function press(page: Page, button: string, shown: () => Promise<void>) {
  await page.getByRole('button', { name: button }).click()
  await shown()
}

test.group('The questions of a service', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`three are written and put in order, and a client answers, ${how}`, async ({
      browser,
      assert,
    }) => {
      const shop = await openShop()
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(shop.user)
      const page = await context.newPage()
      await page.setViewportSize({ width: 1280, height: 2000 })
      await page.goto(`/admin/services/${shop.service.id}`)
      await page.getByRole('link', { name: 'Questions to clients' }).click()
      await page.getByText('Nothing else.').waitFor()
      const add = (number: number) =>
        press(page, 'Add a question', () => question(page, number).waitFor())

      await add(1)
      await question(page, 1).getByLabel('Question', { exact: true }).fill('How well do you swim?')
      await question(page, 1).getByLabel('Answered by').selectOption('A list, one answer')
      await question(page, 1).getByLabel('Answers to choose from').fill('Not yet\nA length')
      await question(page, 1).getByLabel('Must be answered').check()
      await add(2)
      await question(page, 2).getByLabel('Question', { exact: true }).fill('Any allergies?')
      assert.isFalse(await question(page, 2).getByLabel('Answers to choose from').isVisible())
      await add(3)
      await question(page, 3).getByLabel('Question', { exact: true }).fill('I know the house rules')
      await question(page, 3).getByLabel('Answered by').selectOption('A checkbox')
      const third = question(page, 3).getByLabel('Question', { exact: true })
      await press(page, 'Move question 3 up', async () => {
        await page.waitForFunction(
          () =>
            document.querySelector<HTMLInputElement>('[name="questions[2][label]"]')?.value ===
            'Any allergies?'
        )
      })
      assert.equal(await third.inputValue(), 'Any allergies?')
      if (javaScriptEnabled) {
        await question(page, 2)
          .locator('[data-grip]')
          .dragTo(question(page, 1), { targetPosition: { x: 40, y: 4 } })
        await page.waitForFunction(
          () =>
            document.querySelector<HTMLInputElement>('[name="questions[0][label]"]')?.value ===
            'I know the house rules'
        )
      } else {
        await press(page, 'Move question 2 up', () => page.waitForLoadState())
      }
      await page.getByRole('button', { name: 'Save the questions' }).click()
      await page.getByText('are saved').waitFor()
      assert.deepEqual(await storedLabels(shop.service.id), [
        'I know the house rules',
        'How well do you swim?',
        'Any allergies?',
      ])

      const start = IN_THREE_DAYS.toISO({ suppressMilliseconds: true })
      const { business, service } = shop
      await page.goto(`/book/${business.slug}/${service.slug}/details?start=${start}`)
      await page.getByLabel('Your name').fill('Ines Roth')
      await page.getByLabel('Email').fill('ines@example.org')
      await page.getByLabel('I know the house rules').check()
      await page
        .getByRole('button', { name: `Book ${service.name}` })
        .last()
        .click()
      await page.getByText('Answer “How well do you swim?”').first().waitFor()
      await page.getByLabel('A length').check()
      await page.getByLabel('Any allergies?').fill('Chlorine')
      await page
        .getByRole('button', { name: `Book ${service.name}` })
        .last()
        .click()
      await page.getByText('Confirmed').first().waitFor()
      const { answers } = await Booking.firstOrFail()
      assert.deepEqual(answers, [
        { question: 'I know the house rules', answer: 'Yes' },
        { question: 'How well do you swim?', answer: 'A length' },
        { question: 'Any allergies?', answer: 'Chlorine' },
      ])
      await context.close()
    }).tags(['@ordersByDrag', '@rearrangesForm'])
  }

  test('can be used by everyone', async ({ browserContext, assert }) => {
    const base = { help: null, isRequired: true, maxLength: null }
    const questions = [
      { ...base, key: 'a', type: 'radio' as const, label: 'A?', options: ['One', 'Two'] },
      { ...base, key: 'b', type: 'long_text' as const, label: 'B?', options: [] },
    ]
    const shop = await openShop({ service: { questions } })
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.goto(`/admin/services/${shop.service.id}/questions`)
      assert.deepEqual(await axeFindings(page), [])
    }
  })
})
