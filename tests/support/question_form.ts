interface TypedQuestion {
  label: string
  type?: string
  key?: string
  help?: string
  required?: 'on'
  max_length?: string
  options?: string
}

/** The form as a browser posts it. */
export function questionForm(questions: TypedQuestion[]): Record<string, string> {
  const whole = { key: '', type: 'text', help: '', max_length: '', options: '' }
  return Object.fromEntries(
    questions.flatMap((question, index) =>
      Object.entries({ ...whole, ...question }).map(([field, value]) => [
        `questions[${index}][${field}]`,
        value,
      ])
    )
  )
}
