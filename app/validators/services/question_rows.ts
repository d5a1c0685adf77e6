import type { ClientQuestion } from '#models/services/client_question'
import { cleanText } from '#formats/words/text'
import { malformedForm, recordIn, textIn } from '#validators/nested_fields'

/** A question as it stands in the form: all of it as typed. */
export interface QuestionRow {
  /** Empty for a new one. */
  key: string
  type: string
  label: string
  help: string
  required: string
  max_length: string
  /** One a line. */
  options: string
}

export const MOST_QUESTIONS = 20

const FIELDS = ['key', 'type', 'label', 'help', 'required', 'max_length', 'options'] as const
const EMPTY: QuestionRow = {
  ...{ key: '', type: 'text', label: '', help: '', required: '', max_length: '', options: '' },
}

export function questionRows(questions: readonly ClientQuestion[]): QuestionRow[] {
  return questions.map(({ key, type, label, help, isRequired, maxLength, options }) => ({
    ...{ key, type, label, help: help ?? '', required: isRequired ? 'on' : '' },
    ...{ max_length: String(maxLength ?? ''), options: options.join('\n') },
  }))
}

/** As the form's fields are named. */
export function typedRows(rows: readonly QuestionRow[]): Record<string, string> {
  return Object.fromEntries(
    rows.flatMap((row, index) => FIELDS.map((field) => [`questions.${index}.${field}`, row[field]]))
  )
}

export function readRows({ questions }: Record<string, unknown>): QuestionRow[] {
  const sent = questions === undefined ? [] : Object.values(recordIn(questions))
  if (sent.length > MOST_QUESTIONS) throw malformedForm()
  return sent.map((row) => {
    const typed = recordIn(row)
    const read = { ...EMPTY }
    for (const field of FIELDS) read[field] = cleanText(textIn(typed[field]))
    return read
  })
}

/** Of those that were reworded: each gets a new key from its words, as a new one does. */
export function withoutOldKeys(
  rows: readonly QuestionRow[],
  questions: readonly ClientQuestion[]
): QuestionRow[] {
  const labels = new Map(questions.map(({ key, label }) => [key, label]))
  return rows.map((row) => {
    const label = labels.get(row.key) ?? row.label
    return label === row.label ? row : { ...row, key: '' }
  })
}

export interface RearrangedRows {
  rows: QuestionRow[]
  /** The id of the field or button where the reader goes on. */
  focus: string | null
}

/** The form's buttons send `add=1`, `remove=0`, `earlier=1` or `later=1`, a dragged row `order`; null means save. */
export function rearrangeRows(
  rows: QuestionRow[],
  { add, remove, earlier, later, order }: Record<string, unknown>
): RearrangedRows | null {
  if (add !== undefined) return added(rows)
  if (remove !== undefined) return { rows: rows.toSpliced(asIndex(remove, rows), 1), focus: 'add' }
  if (order !== undefined) return { rows: inOrder(rows, order), focus: null }
  if (earlier !== undefined) return moved(rows, asIndex(earlier, rows), -1)
  return later === undefined ? null : moved(rows, asIndex(later, rows), 1)
}

function added(rows: QuestionRow[]): RearrangedRows {
  const all = [...rows, EMPTY].slice(0, MOST_QUESTIONS)
  return { rows: all, focus: `questions.${all.length - 1}.label` }
}

function moved(rows: QuestionRow[], from: number, step: 1 | -1): RearrangedRows {
  const to = Math.min(Math.max(from + step, 0), rows.length - 1)
  const isAtEnd = to === (step < 0 ? 0 : rows.length - 1)
  const button = isAtEnd === step > 0 ? 'earlier' : 'later'
  return { rows: rows.toSpliced(from, 1).toSpliced(to, 0, rows[from]), focus: `${button}-${to}` }
}

/** An order that is not whole changes nothing. */
function inOrder(rows: QuestionRow[], order: unknown): QuestionRow[] {
  const indexes = Object.values(recordIn(order)).map(Number)
  const isWhole = indexes.toSorted((a, b) => a - b).join() === [...rows.keys()].join()
  return isWhole ? indexes.map((index) => rows[index]) : rows
}

function asIndex(value: unknown, rows: QuestionRow[]): number {
  const index = [...rows.keys()].find((each) => String(each) === value)
  if (index === undefined) throw malformedForm()
  return index
}
