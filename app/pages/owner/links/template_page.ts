import type BookingTemplate from '#models/links/booking_template'
import { templateContent } from '#models/links/link_content'
import { versionOf } from '#models/version'
import { emptyForm, type Form } from '#validators/form'
import { typedTemplate, USUAL_DELAY_HOURS } from '#validators/links/template_form'
import {
  MOST_QUESTIONS,
  type QuestionRow,
  questionRows,
  typedRows,
} from '#validators/services/question_rows'

export interface ShownTemplate {
  /** Null where it is new. */
  template: BookingTemplate | null
  rows?: QuestionRow[]
  form?: Form
  focus?: string | null
}

export function templatePage({ template, focus = null, ...shown }: ShownTemplate) {
  const stored = questionRows(template?.questions ?? [])
  const rows = shown.rows ?? stored
  const form = shown.form ?? emptyForm(storedTemplate(template))
  return {
    template,
    focus,
    rows,
    isFull: rows.length >= MOST_QUESTIONS,
    storedQuestions: form.newer ? (template?.questions ?? []) : null,
    form: {
      ...form,
      values: { ...form.values, ...typedRows(rows) },
      ...(form.newer && { newer: { ...form.newer, stored: typedBeside(form, rows, stored) } }),
    },
  }
}

export function storedTemplate(template: BookingTemplate | null): Record<string, string> {
  if (!template) {
    return typedTemplate({ name: '', followUp: null, followUpDelayHours: USUAL_DELAY_HOURS })
  }
  return { ...typedTemplate(template), version: versionOf(templateContent(template)) }
}

/** What is stored of each question that stands in the form, as its fields are named there. */
function typedBeside({ newer }: Form, rows: QuestionRow[], stored: QuestionRow[]) {
  const beside = rows.map((row) => stored.find(({ key }) => key === row.key) ?? row)
  return { ...newer?.stored, ...typedRows(beside) }
}
