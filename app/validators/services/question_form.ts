import type { I18n } from '@adonisjs/i18n'
import string from '@adonisjs/core/helpers/string'
import vine from '@vinejs/vine'
import { distinctLines } from '#formats/words/text'
import { type ClientQuestion, isChoice, QUESTION_TYPES } from '#models/services/client_question'
import { type Form, validateForm } from '#validators/form'
import { count, line, prose, switchedOn } from '#validators/rules'
import { optionList } from '#validators/services/option_list'
import type { QuestionRow } from '#validators/services/question_rows'

const CHOICES = ['select', 'radio', 'checkboxes']
/** With room for the number of a second one. */
const LONGEST_WORDS = 36
const KEY = /^[a-z][a-z0-9_]{0,39}$/

const questionsValidator = vine.create({
  questions: vine.array(
    vine.object({
      type: vine.enum(QUESTION_TYPES),
      label: line(200),
      help: prose(500).optional(),
      required: switchedOn(),
      max_length: count(1, 2000).optional(),
      options: optionList().optional().requiredWhen('type', 'in', CHOICES),
    })
  ),
})

type Checked = { questions: ClientQuestion[] } | { errors: Form['errors'] }

export async function checkQuestions(
  rows: readonly QuestionRow[],
  ctx: { i18n: I18n }
): Promise<Checked> {
  const checked = await validateForm(
    questionsValidator,
    { questions: rows.map(questionOf) },
    ctx,
    'owner.validator'
  )
  if (!checked.ok) return { errors: checked.form.errors }
  const keys = keysOf(rows)
  const questions = checked.data.questions.map((question, index) => ({
    key: keys[index],
    type: question.type,
    label: question.label,
    help: question.help || null,
    isRequired: question.required !== undefined,
    maxLength: isWritten(question.type) ? (question.max_length ?? null) : null,
    options: isChoice(question) ? distinctLines(question.options ?? '') : [],
  }))
  return { questions }
}

/** What stands in a field that its type has no use for is not looked at. */
function questionOf(row: QuestionRow) {
  const { type, ...fields } = row
  const used = Object.entries(fields).filter(
    ([name, value]) =>
      value.trim() !== '' &&
      (name !== 'options' || CHOICES.includes(type)) &&
      (name !== 'max_length' || isWritten(type))
  )
  return { type, ...Object.fromEntries(used) }
}

function isWritten(type: string): boolean {
  return type === 'text' || type === 'long_text'
}

/** A question keeps its key, whatever its words; a new one has it from them. */
function keysOf(rows: readonly QuestionRow[]): string[] {
  const used = new Set<string>()
  const kept = rows.map(({ key }) => {
    if (!KEY.test(key) || used.has(key)) return null
    used.add(key)
    return key
  })
  return rows.map(({ label }, index) => {
    const key = kept[index] ?? freeKey(label, used)
    used.add(key)
    return key
  })
}

function freeKey(label: string, taken: ReadonlySet<string>): string {
  const words = string.slug(label.normalize('NFKC'), {
    lower: true,
    strict: true,
    replacement: '_',
  })
  const plain = words.replaceAll(/[^a-z0-9]+/g, '_').replace(/^[^a-z]+/, '')
  const base = plain.slice(0, LONGEST_WORDS).replace(/_+$/, '') || 'question'
  for (let number = 1; ; number++) {
    const key = number === 1 ? base : `${base}_${number}`
    if (!taken.has(key)) return key
  }
}
