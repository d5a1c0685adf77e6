import i18nManager from '@adonisjs/i18n/services/main'
import { test } from '@japa/runner'
import { PROBLEM_CODES } from '#exceptions/problem_codes'

const PREFIX = 'problems.code.'

/** What a Refusal may name is in the table, or it does not compile. */
test('every code of a problem is explained, and nothing else is', ({ assert }) => {
  const keys = Object.keys(i18nManager.getTranslationsFor('en'))
  const explained = keys.filter((key) => key.startsWith(PREFIX))
  assert.sameMembers(
    explained.map((key) => key.slice(PREFIX.length)),
    Object.keys(PROBLEM_CODES)
  )
})
