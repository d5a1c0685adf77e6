import { type QuestionRow, typedRows } from '#validators/services/question_rows'

type Values = Record<string, string>

/** A question that is stored as one field, which tells whether anybody touched it. */
export function questionValues(rows: readonly QuestionRow[]): Values {
  const kept = rows.filter(({ key }) => key !== '')
  return Object.fromEntries(kept.map((row) => [nameOf(row), wordsOf(row)]))
}

/**
 * As typed, and as stored now where nobody touched a question, with those that were added elsewhere
 * and without those that were removed: `values` are what a form shows of both.
 */
export function rowsBeside(
  typed: readonly QuestionRow[],
  stored: readonly QuestionRow[],
  values: Values
): QuestionRow[] {
  const isToStay = (row: QuestionRow) => row.key === '' || values[nameOf(row)] === wordsOf(row)
  const rows = typed.flatMap((row) =>
    isToStay(row) ? [row] : stored.filter(({ key }) => key === row.key)
  )
  const isNew = (row: QuestionRow) =>
    nameOf(row) in values && typed.every(({ key }) => key !== row.key)
  return [...rows, ...stored.filter(isNew)]
}

function nameOf({ key }: QuestionRow): string {
  return `question.${key}`
}

function wordsOf(row: QuestionRow): string {
  return Object.values(typedRows([row])).join('\n')
}
