import i18nManager from '@adonisjs/i18n/services/main'
import { test } from '@japa/runner'
import { validateAnswers } from '#validators/bookings/client_answers'

test.group('Several answers to one question', () => {
  test('are told apart also where one of them has a comma: {$self}')
    .with([
      { options: ['Alone', 'With a friend'], text: 'Alone, With a friend' },
      { options: ['Nuts, and seeds', 'Milk'], text: 'Nuts, and seeds; Milk' },
    ])
    .run(async ({ assert }, { options, text }) => {
      const question = {
        ...{ key: 'q', type: 'checkboxes' as const, label: 'Which?', help: null },
        ...{ isRequired: true, maxLength: null, options },
      }
      const ctx = { i18n: i18nManager.locale('en') }
      const answered = await validateAnswers([question], { answers: { q: options } }, ctx)
      assert.deepEqual(answered.ok && answered.answers, [{ question: 'Which?', answer: text }])
    })
})
