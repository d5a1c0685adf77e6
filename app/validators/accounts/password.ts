import { readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import vine from '@vinejs/vine'

export const SHORTEST_PASSWORD = 8

/** In small letters, from @zxcvbn-ts/language-common; its MIT licence lies beside the file. */
const common = new Set(
  readFileSync(app.makePath('resources/passwords/common.txt'), 'utf8').split('\n')
)

/** A common one with a number or a sign behind is tried next. */
const LONGEST_TAIL = 6
const FEWEST_CHARACTERS = 4
const SHORTEST_WORD = 4

const isUncommon = vine.createRule((value, _, field) => {
  if (typeof value !== 'string') return
  if (isCommon(value.toLowerCase())) {
    field.report('Choose a less common password', 'commonPassword', field)
  } else if (isOwnWord(value, field.data)) {
    field.report('Choose one that says nothing of you', 'ownPassword', field)
  }
})

function isCommon(password: string): boolean {
  const base = withoutTail(password)
  const isBaseCommon = common.has(base) && password.length - base.length <= LONGEST_TAIL
  return common.has(password) || isBaseCommon || new Set(password).size < FEWEST_CHARACTERS
}

/** What everybody knows of the account, as it stands in the same form. */
function isOwnWord(password: string, { email, full_name, business_name }: Typed): boolean {
  const [mailbox] = String(email ?? '').split('@')
  const own = [email, mailbox, full_name, business_name].map((word) =>
    lettersOf(String(word ?? ''))
  )
  return own
    .filter((word) => word.length >= SHORTEST_WORD)
    .some((word) => [lettersOf(password), lettersOf(withoutTail(password))].includes(word))
}

interface Typed {
  email?: unknown
  full_name?: unknown
  business_name?: unknown
}

function withoutTail(password: string): string {
  return password.replace(/[^\p{L}]+$/u, '')
}

function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\d]/gu, '')
}

/** Length counts for more than odd characters, so none are required. */
export const newPassword = () =>
  vine.string().minLength(SHORTEST_PASSWORD).maxLength(200).use(isUncommon())
