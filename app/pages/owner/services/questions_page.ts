import {
  MOST_QUESTIONS,
  type QuestionRow,
  questionRows,
  typedRows,
} from '#validators/services/question_rows'
import { questionValues } from '#validators/services/question_values'
import type { ClientQuestion } from '#models/services/client_question'
import type Service from '#models/services/service'
import { versionOf } from '#models/version'
import { emptyForm, type Form } from '#validators/form'

export interface TypedQuestions {
  rows?: QuestionRow[]
  questionForm?: Form
  focus?: string | null
}

export interface ShownQuestions extends TypedQuestions {
  service: Service
}

export function questionsPage({ service, ...typed }: ShownQuestions) {
  const { questions } = service
  return { service, ...questionsShown(questions, questionsVersion(service), typed) }
}

export function questionsShown(
  questions: ClientQuestion[],
  version: string,
  { focus = null, questionForm, rows }: TypedQuestions
) {
  const kept = questionRows(questions)
  const shown = rows ?? kept
  const form = questionForm ?? emptyForm({ version, ...questionValues(kept) })
  const stored = form.newer && storedBeside(shown, questions)
  return {
    focus,
    rows: shown,
    isFull: shown.length >= MOST_QUESTIONS,
    /** All that is stored, where somebody else saved it meanwhile. */
    storedQuestions: form.newer ? questions : null,
    form: {
      ...form,
      values: { ...form.values, ...typedRows(shown) },
      ...(form.newer && {
        newer: { ...form.newer, stored: { ...stored, ...questionValues(kept) } },
      }),
    },
  }
}

export function questionsVersion({ questions }: Service): string {
  return versionOf(questions)
}

/** What is stored of each question that stands in the form, as its fields are named there. */
function storedBeside(rows: QuestionRow[], questions: ClientQuestion[]): Record<string, string> {
  const stored = questionRows(questions)
  const beside = rows.map((row) => stored.find(({ key }) => key === row.key) ?? row)
  return typedRows(beside)
}
