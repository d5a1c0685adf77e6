import type { I18n } from '@adonisjs/i18n'
import vine from '@vinejs/vine'
import { type ClientAnswer, type ClientQuestion, isChoice } from '#models/services/client_question'
import { emptyForm, type Form, validateForm } from '#validators/form'
import { calendarDay, email, line, prose } from '#validators/rules'

const LONGEST = { text: 200, long_text: 2000 }

type Answered = { ok: true; answers: ClientAnswer[]; form: Form } | { ok: false; form: Form }

export async function validateAnswers(
  questions: readonly ClientQuestion[],
  body: Record<string, unknown>,
  ctx: { i18n: I18n }
): Promise<Answered> {
  if (questions.length === 0) return { ok: true, answers: [], form: emptyForm({}) }
  const submitted = isRecord(body.answers) ? body.answers : {}
  const fields = questions.map((question) => [question.key, ruleOf(question)] as const)
  const schema = vine.create({ answers: vine.object(Object.fromEntries(fields)) })
  const answers = Object.fromEntries(
    questions.map((question) => [
      question.key,
      given(question, Object.hasOwn(submitted, question.key) ? submitted[question.key] : undefined),
    ])
  )
  const checked = await validateForm(schema, { answers }, ctx)
  if (!checked.ok) {
    const { values } = checked.form
    return {
      ok: false,
      form: { values, errors: inWords(checked.form.errors, questions, answers, ctx) },
    }
  }
  const valid: Record<string, unknown> = checked.data.answers
  const texts = questions.map((question) => ({
    question: question.label,
    answer: textOf(question, valid[question.key], ctx.i18n),
  }))
  return { ok: true, answers: texts.filter(({ answer }) => answer !== ''), form: checked.form }
}

/** Whoever books for a client may not know all that they would say themselves. */
export function validateAnswersAtDesk(
  questions: readonly ClientQuestion[],
  body: Record<string, unknown>,
  ctx: { i18n: I18n }
): Promise<Answered> {
  const all = questions.map((question) => ({ ...question, isRequired: false }))
  return validateAnswers(all, body, ctx)
}

/** Keys that no question has: an answer to it would be lost. */
export function unknownAnswers(
  questions: readonly ClientQuestion[],
  { answers }: Record<string, unknown>
): string[] {
  const known = new Set(questions.map(({ key }) => key))
  return isRecord(answers) ? Object.keys(answers).filter((key) => !known.has(key)) : []
}

function inWords(
  errors: Record<string, string>,
  questions: readonly ClientQuestion[],
  answers: Record<string, unknown>,
  { i18n }: { i18n: I18n }
): Record<string, string> {
  const open = questions.filter(({ key }) => errors[`answers.${key}`] && answers[key] === undefined)
  const sentences = open.map(({ key, label }) => [
    `answers.${key}`,
    i18n.t('guest.bookings.details.unanswered', { question: label }),
  ])
  return { ...errors, ...Object.fromEntries(sentences) }
}

/** An empty field is no answer, and a single tick is a list of one. */
function given({ type }: ClientQuestion, value: unknown): unknown {
  if (value === '' || value === null) return undefined
  return type === 'checkboxes' && typeof value === 'string' ? [value] : value
}

function ruleOf(question: ClientQuestion) {
  const rule = shapeOf(question)
  return question.isRequired ? rule : rule.optional()
}

function shapeOf({ type, maxLength, options }: ClientQuestion) {
  switch (type) {
    case 'text':
      return line(maxLength ?? LONGEST.text)
    case 'long_text':
      return prose(maxLength ?? LONGEST.long_text)
    case 'email':
      return email()
    case 'phone':
      return line(20).regex(/^\+?[\d\s().\-/]+$/)
    case 'number':
      return vine.number()
    case 'url':
      return vine.string().trim().maxLength(500).url()
    case 'date':
      return calendarDay()
    case 'select':
    case 'radio':
      return vine.enum(options)
    case 'checkboxes':
      return vine.array(vine.enum(options)).minLength(1).distinct()
    case 'consent':
      return vine.accepted()
  }
}

function textOf(question: ClientQuestion, answer: unknown, i18n: I18n): string {
  if (answer === undefined) return ''
  if (question.type === 'consent') return i18n.t('guest.bookings.details.consented')
  return isChoice(question) && Array.isArray(answer) ? listOf(answer) : String(answer)
}

/** Where one of them has a comma itself, they are told apart by another mark. */
function listOf(answers: unknown[]): string {
  const texts = answers.map(String)
  return texts.join(texts.some((text) => text.includes(',')) ? '; ' : ', ')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
