import { readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import vine from '@vinejs/vine'

export const SHORTEST_PASSWORD = 8

/**
 * The most common passwords of eight characters and more, in small letters: from the list of
 * @zxcvbn-ts/language-common, under the MIT licence beside it.
 */
const common = new Set(
  readFileSync(app.makePath('resources/passwords/common.txt'), 'utf8').split('\n')
)

const isUncommon = vine.createRule((value, _, field) => {
  if (typeof value === 'string' && common.has(value.toLowerCase())) {
    field.report('Choose a less common password', 'commonPassword', field)
  }
})

/** One to be set. Long counts for more than odd, so nothing is said of its characters. */
export const newPassword = () =>
  vine.string().minLength(SHORTEST_PASSWORD).maxLength(200).use(isUncommon())
