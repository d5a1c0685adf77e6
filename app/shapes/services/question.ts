import vine from '@vinejs/vine'
import { type ClientQuestion, QUESTION_TYPES } from '#models/services/client_question'
import { truthShape, wholeShape } from '#shapes/schema'

export const questionShape = () =>
  vine.object({
    key: vine.string(),
    type: vine.enum(QUESTION_TYPES),
    label: vine.string(),
    help: vine.string().nullable(),
    is_required: truthShape(),
    max_length: wholeShape().nullable(),
    options: vine.array(vine.string()),
  })

export const questionsShape = vine.create({ questions: vine.array(questionShape()) })

export function presentQuestions({ questions }: { questions: readonly ClientQuestion[] }) {
  return { questions: questions.map(presentQuestion) }
}

export function presentQuestion({ isRequired, maxLength, ...question }: ClientQuestion) {
  return { ...question, is_required: isRequired, max_length: maxLength }
}
