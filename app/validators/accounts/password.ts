import { readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import vine from '@vinejs/vine'

export const SHORTEST_PASSWORD = 8

/** In small letters, from @zxcvbn-ts/language-common; its MIT licence lies beside the file. */
const common = new Set(
  readFileSync(app.makePath('resources/passwords/common.txt'), 'utf8').split('\n')
)

const isUncommon = vine.createRule((value, _, field) => {
  if (typeof value === 'string' && common.has(value.toLowerCase())) {
    field.report('Choose a less common password', 'commonPassword', field)
  }
})

/** Length counts for more than odd characters, so none are required. */
export const newPassword = () =>
  vine.string().minLength(SHORTEST_PASSWORD).maxLength(200).use(isUncommon())
